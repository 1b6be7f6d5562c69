import { RapgoError } from './errors.js';
import type { Ref } from './job.js';
import { lostError } from './lease.js';
import type { LocalFile } from './ports/artifact-store.js';
import type { Outcome } from './ports/job-store.js';
import { publishAll } from './publish.js';
import type { Run } from './run.js';
import { withGrace } from './stop.js';
import type { TaskContext } from './task.js';

/** Time to clean up after a stop, ms: with the clearing of the scratch folder it stays below the promised second. */
const GRACE_MS = 500;

type Success = Outcome & { readonly state: 'succeeded' };

/**
 * The part of a run that may fail: early checks, inputs, the task itself, publishing.
 * @throws whatever stopped it; nothing of this run stands under a final name then (but see {@link publishAll})
 */
export async function attempt(run: Run): Promise<Success> {
  const { task, spec, stop, log } = run;
  const { artifacts } = run.ports;
  const { signal } = stop;
  signal.throwIfAborted();
  const addresses = task.outputs(spec.options);
  const replace = task.replaces(spec.options);
  for (const uri of addresses) await artifacts.check(uri, { replace, signal });
  const scratch = await artifacts.scratch(addresses[0]);
  try {
    return await withGrace(work(run, scratch.folder), signal, GRACE_MS);
  } finally {
    await scratch.dispose().catch((error: unknown) => {
      const message = `${scratch.folder} could not be removed: ${String(error)}`;
      log.emit({ type: 'warning', code: 'scratch/left', message });
    });
  }
}

async function work(run: Run, scratch: string): Promise<Success> {
  const { task, spec, lease, stop, keeper, ports } = run;
  const { signal } = stop;
  const inputs: LocalFile[] = [];
  for (const ref of spec.inputs) inputs.push(await fetchInput(run, ref, scratch));
  const refs = spec.inputs.map(({ uri, sha256 }, n) => ({
    uri,
    bytes: inputs[n]!.bytes,
    sha256: inputs[n]!.sha256 || sha256,
  }));
  if (!(await ports.jobs.recordInputs(lease, refs))) throw lostError(lease.jobId);
  signal.throwIfAborted();
  const context = createContext(run, scratch);
  const { result, outputs, inputHashes } = await task.run(inputs, spec.options, context);
  if (inputHashes !== undefined) await recordHashes(run, refs, inputHashes);
  await keeper.confirm(); // may bring a request to cancel
  signal.throwIfAborted();
  const replace = task.replaces(spec.options);
  const published = await publishAll(ports.artifacts, outputs, { replace, signal, warn: context.warn });
  return { state: 'succeeded', result, artifacts: published };
}

async function fetchInput({ ports, stop, task }: Run, ref: Ref, scratch: string): Promise<LocalFile> {
  const { signal } = stop;
  signal.throwIfAborted();
  if (task.hashesInputs) return { ...(await ports.artifacts.locate(ref, scratch, { signal })), sha256: '' };
  const file = await ports.artifacts.fetch(ref, scratch, { signal });
  if (ref.sha256 !== undefined && ref.sha256 !== file.sha256) throw otherFile(ref);
  return file;
}

/** What a task learned of its inputs while it read them. */
async function recordHashes(
  { ports, spec, lease }: Run,
  refs: readonly Ref[],
  hashes: readonly (string | null)[],
) {
  const known = refs.map((ref, n) => ({ ...ref, sha256: hashes[n] ?? ref.sha256 }));
  const changed = spec.inputs.find(({ sha256 }, n) => sha256 !== undefined && sha256 !== known[n]!.sha256);
  if (changed !== undefined) throw otherFile(changed);
  if (!(await ports.jobs.recordInputs(lease, known))) throw lostError(lease.jobId);
}

const otherFile = ({ uri }: Ref): RapgoError =>
  new RapgoError('media/unreadable', `${uri} is no longer the file this job was made for`, {
    hint: 'Bring the old file back, or start a new job',
  });

function createContext({ ports, stop, log, sink, take, spec, lease }: Run, scratch: string): TaskContext {
  const { artifacts, rapgoVersion, identifiesInputs = true } = ports;
  const { converter, decoder, encoder, recorder, takes, workers } = ports;
  // A job that was made for one very file has to see that it is the one.
  const isIdentified = identifiesInputs || spec.inputs.some(({ sha256 }) => sha256 !== undefined);
  return {
    jobId: lease.jobId,
    sink,
    isIdentified,
    async hashInput(index) {
      if (!isIdentified) return null;
      return (await artifacts.fetch(spec.inputs[index]!, scratch, { signal: stop.signal })).sha256;
    },
    ...{ converter, decoder, encoder, recorder, takes, workers },
    take,
    rapgoVersion,
    scratch,
    signal: stop.signal,
    progress(stage, fraction) {
      // A task may divide by a length of 0: NaN becomes 0.
      log.emit({ type: 'progress', stage, fraction: fraction > 0 ? Math.min(fraction, 1) : 0 });
    },
    warn: (code, message) => log.emit({ type: 'warning', code, message }),
  };
}
