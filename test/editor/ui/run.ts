// What people do, in the workbench itself. `--pictures` renews those of the README.
import { mkdirSync, rmSync } from 'node:fs';
import { resultsFolder, scenariosWorkspace } from '../places.ts';
import { startServer } from '../vscode-server.ts';
import { fixingAll, fixingAllSteps } from './fixingAll.ts';
import { planning, planningSteps } from './planning.ts';
import { seeing, seeingSteps } from './seeing.ts';
import { Story } from './story.ts';
import { typing, typingSteps } from './typing.ts';
import { writing, writingSteps } from './writing.ts';

const steps = typingSteps + fixingAllSteps + planningSteps + seeingSteps + writingSteps;
const workspace = scenariosWorkspace();
mkdirSync(resultsFolder, { recursive: true });

type Telling = readonly [(story: Story, workspace: string) => Promise<void>, readonly string[], Awaited<ReturnType<typeof startServer>>];

let passed = 0;
const server = await startServer();
/** Enter accepts what is offered, as VS Code is shipped. */
const shipped = await startServer({ shipped: true });
const stories: readonly Telling[] = [
  [typing, ['diagnostics'], server],
  [fixingAll, ['ten-findings', 'fixed'], server],
  [planning, ['plan'], server],
  [seeing, ['deployment'], server],
  [writing, [], shipped],
];
try {
  // One after the other: what is typed letter by letter needs an editor that keeps up.
  await tellAll(stories);
} finally {
  await server.stop();
  await shipped.stop();
  rmSync(workspace, { recursive: true, force: true });
}
console.log(`passed ${passed} failed ${steps - passed} skipped 0`);
process.exit(passed === steps ? 0 : 1);

/** One after the other; one that fails ends itself alone. */
async function tellAll(list: readonly Telling[]): Promise<void> {
  for (const [tell, pictures, host] of list) {
    const story = new Story(host, pictures);
    try {
      await tell(story, workspace);
    } catch (error) {
      console.error(error);
      await story.picture(`failure-${tell.name}`);
    } finally {
      passed += story.passed;
      await story.close();
    }
  }
}
