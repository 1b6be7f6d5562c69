import { describe, expect, it, vi } from 'vitest';
import { createSampleBank } from './sample-bank.js';
import { createShelfMemory, openShelf } from './sound-shelf.js';

const sound = (key: string, length = 10) => ({ key, make: vi.fn(() => [new Float32Array(length)]) });

describe('createSampleBank()', () => {
  it('makes a sound once, when it is first needed', () => {
    const bank = createSampleBank();
    const one = sound('one');
    const id = bank.add(one);
    expect(bank.add(sound('one'))).toBe(id);
    expect(one.make).not.toHaveBeenCalled();
    expect(bank.get(id)).toBe(bank.get(id));
    expect(one.make).toHaveBeenCalledTimes(1);
  });
  it('forgets the sound that was not used for longest, but not its length', () => {
    const bank = createSampleBank({ capacity: 25 });
    const sounds = ['a', 'b', 'c'].map((key) => sound(key));
    const ids = sounds.map((each) => bank.add(each));
    for (const id of [ids[0]!, ids[1]!, ids[0]!, ids[2]!]) bank.get(id);
    expect(bank.lengthOf(ids[1]!)).toBe(10);
    expect(sounds[1]!.make).toHaveBeenCalledTimes(1);
    bank.get(ids[0]!);
    expect(sounds[0]!.make).toHaveBeenCalledTimes(1);
    bank.get(ids[1]!);
    expect(sounds[1]!.make).toHaveBeenCalledTimes(2);
  });
  it('takes from the shelf what another bank has made, and keeps for itself what finds no room there', () => {
    const memory = createShelfMemory(3, 15);
    const use = (): number[] => {
      const sounds = ['a', 'b', 'c'].map((key) => sound(key));
      const bank = createSampleBank({ capacity: 15, shelf: openShelf(memory) });
      const ids = sounds.map((each) => bank.add(each));
      for (const id of [...ids, ...ids]) expect(bank.get(id)[0]).toHaveLength(10);
      return sounds.map(({ make }) => make.mock.calls.length);
    };
    expect(use()).toEqual([1, 2, 2]); // a lies on the shelf, b and c push each other out
    expect(use()).toEqual([0, 2, 2]);
  });
  it('keeps a sound in use that is larger than all room', () => {
    const bank = createSampleBank({ capacity: 5 });
    expect(bank.get(bank.add(sound('big')))[0]).toHaveLength(10);
  });
});
