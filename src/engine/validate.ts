import * as v from 'valibot';
import { RapgoError } from './errors.js';
import { type JobSpec, SPEC_VERSION } from './job.js';
import type { Task } from './task.js';
import type { TaskTable } from './tasks/index.js';

const text = v.pipe(v.string(), v.minLength(1));

/** Shape of a {@link JobSpec}: it may come from a file or a queue as well as from a command line. */
export const JobSpecSchema = v.strictObject({
  specVersion: v.literal(SPEC_VERSION),
  kind: text,
  inputs: v.array(
    v.strictObject({
      uri: text,
      sha256: v.optional(text),
      bytes: v.optional(v.pipe(v.number(), v.integer())),
    }),
  ),
  options: v.record(v.string(), v.unknown()),
});

/** A spec that can be run: its task, and every option as the task's schema returned it. */
export interface ResolvedSpec {
  readonly task: Task;
  readonly spec: JobSpec;
}

/**
 * Finds the task of a spec and fills in its options.
 * @throws {RapgoError} `usage/bad-option`, naming the field
 */
export async function resolveSpec(tasks: TaskTable, given: JobSpec): Promise<ResolvedSpec> {
  const spec = parse(JobSpecSchema, given, 'job spec');
  const listed = Object.hasOwn(tasks, spec.kind) ? tasks[spec.kind] : undefined;
  if (listed === undefined) {
    throw new RapgoError('usage/bad-option', `there is no job of kind ${spec.kind}`, {
      hint: `Use one of ${Object.keys(tasks).join(', ')}`,
    });
  }
  const task = typeof listed === 'function' ? await listed() : listed;
  const options = parse(task.options, spec.options, spec.kind);
  refuseClashes(spec, task.outputs(options));
  // Only an object can name its fields on a command line, so every task's schema returns one.
  return { task, spec: { ...spec, options: options as JobSpec['options'] } };
}

function parse<Output>(schema: v.GenericSchema<unknown, Output>, input: unknown, subject: string): Output {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  const place = field === null ? subject : `${subject}: ${field}`;
  throw new RapgoError('usage/bad-option', `${place}: ${issue.message}`);
}

/** An original is never touched, and no output may silently replace another of the same run. */
function refuseClashes(spec: JobSpec, outputs: readonly string[]): void {
  const taken = new Set(spec.inputs.map((input) => input.uri));
  for (const uri of outputs) {
    if (taken.has(uri)) {
      throw new RapgoError(
        'usage/bad-option',
        `${uri} is named twice, as an output and as another file of this job`,
        {
          hint: 'Give the output a name of its own',
        },
      );
    }
    taken.add(uri);
  }
}
