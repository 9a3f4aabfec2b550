import './app/mantine.ts';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { restoreSession } from './api/session.ts';
import { App } from './app/app.tsx';

await restoreSession();

createRoot(document.getElementById('root')!).render(<App />);
