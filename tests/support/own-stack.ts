/**
 * A worker of vitest takes a stack of its own (scripts/test.mjs starts several), so that files
 * that run at once never meet: its variables stand in the environment afterwards. Without
 * TEST_STACKS there is one stack, files run one after another, and nothing has to be done.
 */
const { TEST_STACKS: stacks, VITEST_POOL_ID: worker } = process.env;
if (stacks) Object.assign(process.env, JSON.parse(stacks)[Number(worker) - 1]);
