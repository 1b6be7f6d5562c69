import { describe, expect, it, vi } from 'vitest';
import { createSampleBank } from './sample-bank.js';

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
    const bank = createSampleBank(25);
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
  it('keeps a sound in use that is larger than all room', () => {
    const bank = createSampleBank(5);
    expect(bank.get(bank.add(sound('big')))[0]).toHaveLength(10);
  });
});
