import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { RapgoError } from '../../engine/errors.js';
import { PLAN_VERSION, type Plan, PlanSchema } from '../../engine/rap/plan.js';
import { readTextFile } from './text-file.js';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a plan that a person may have edited.
 *
 * @throws {RapgoError} `media/not-found`; `plan/unreadable` for what is no JSON; `plan/version`; `plan/invalid` naming
 *   the field
 */
export async function readPlan(file: string): Promise<Plan> {
  const content = parse(file, await readTextFile(file, 'plan', MAX_BYTES));
  const version = v.safeParse(v.object({ planVersion: v.number() }), content);
  if (version.success && version.output.planVersion !== PLAN_VERSION) {
    const words = `${file} is a plan of version ${version.output.planVersion}, this rapgo reads ${PLAN_VERSION}`;
    throw new RapgoError('plan/version', words);
  }
  const plan = v.safeParse(PlanSchema, content);
  if (plan.success) return plan.output;
  const [issue] = plan.issues;
  const field = v.getDotPath(issue);
  throw new RapgoError('plan/invalid', `${file}: ${field === null ? 'the plan' : field}: ${issue.message}`);
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RapgoError('plan/unreadable', `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/**
 * The file a plan names, beside the plan or in the current folder. Only its last name counts: a plan from elsewhere
 * must not choose files all over the disk. Whether it is the right one, its hash tells later.
 *
 * @throws {RapgoError} `media/not-found`, with the flag that names it
 */
export async function findNamedFile(
  name: string,
  planFile: string,
  cwd: string,
  flag: string,
): Promise<string> {
  for (const folder of [dirname(planFile), cwd]) {
    const candidate = join(folder, basename(name));
    const isThere = await stat(candidate).then(
      (info) => info.isFile(),
      () => false,
    );
    if (isThere) return candidate;
  }
  throw new RapgoError(
    'media/not-found',
    `${basename(name)}, which the plan was made from, is not beside it`,
    {
      hint: `${flag} FILE`,
    },
  );
}
