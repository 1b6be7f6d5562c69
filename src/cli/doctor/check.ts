/** How one thing rapgo needs is doing. */
export interface Finding {
  readonly name: string;
  /** `missing` only for what rapgo cannot do without; `warning` for what limits it. */
  readonly state: 'ok' | 'warning' | 'missing';
  /** What was found. */
  readonly found: string;
  /** What it is needed for. */
  readonly why: string;
  /** What to do; undefined where all is well. */
  readonly fix?: string | undefined;
  /** Details for programs. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** Looks after one thing. */
export interface Check {
  readonly name: string;
  readonly why: string;
  readonly look: () => Promise<Omit<Finding, 'name' | 'why'>>;
}

/** The whole of doctor promises two seconds. */
const LIMIT_MS = 1500;

/** Runs all checks at once, each for a limited time: one that hangs must not hide the others. */
export async function runChecks(checks: readonly Check[]): Promise<Finding[]> {
  return Promise.all(checks.map(runCheck));
}

async function runCheck({ name, why, look }: Check): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Omit<Finding, 'name' | 'why'>>((resolve) => {
    const found = `no answer within ${LIMIT_MS / 1000} s`;
    timer = setTimeout(() => resolve({ state: 'missing', found, fix: 'run rapgo doctor again' }), LIMIT_MS);
  });
  try {
    return { name, why, ...(await Promise.race([look(), late])) };
  } catch (error) {
    return { name, why, state: 'missing', found: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
