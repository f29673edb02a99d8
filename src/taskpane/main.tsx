import { createRoot } from 'react-dom/client';
import { markStream } from '../excel/highlights/stream';
import { Controller } from './controller';
import { followConventions, speak } from './language/language';
import { Pane } from './pane';

// Before Office is ready, so that no call of the function is missed.
markStream.offer();

void Office.onReady(async () => {
  const element = document.getElementById('pane');
  if (element === null) throw new Error('The page has no place for the pane.');
  await Promise.all([speak(), followConventions()]);
  const controller = new Controller();
  createRoot(element).render(<Pane controller={controller} />);
  void controller.start();
});
