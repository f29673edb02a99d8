import { createRoot } from 'react-dom/client';
import { Controller } from './controller';
import { Pane } from './pane';

void Office.onReady(() => {
  const element = document.getElementById('pane');
  if (element === null) throw new Error('The page has no place for the pane.');
  const controller = new Controller();
  createRoot(element).render(<Pane controller={controller} />);
  void controller.start();
});
