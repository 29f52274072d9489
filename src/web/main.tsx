/** Starts the pages in the browser. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { AskFailed } from './client.ts';
import './looks/tokens.css';
import './looks/base.css';

/** What the service refused it refuses again; what never arrived may arrive. */
const isWorthAgain = (count: number, problem: Error) =>
  count < 3 && (!(problem instanceof AskFailed) || problem.status === 0 || problem.status >= 500);

const queries = new QueryClient({
  defaultOptions: { queries: { retry: isWorthAgain, staleTime: 5_000 } },
});
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
