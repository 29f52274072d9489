/** How much a browser fetches for each page, over the wire; the tests hold volunteers' pages to their bound. */
import { firstPageAtMost, pageWeights } from '../support/page-weight.ts';
import { figure, printTable } from './table.ts';

const kilobytes = (bytes: number) => figure(bytes / 1000);

printTable(
  ['page, KB packed (gzip)', 'start', 'own', 'script', 'style', `of ${firstPageAtMost / 1000} KB`],
  pageWeights().map(({ address, forVolunteers, start, own, looks }) => [
    address,
    kilobytes(start),
    kilobytes(own),
    kilobytes(start + own),
    kilobytes(looks),
    forVolunteers ? `${figure(((start + own) / firstPageAtMost) * 100, 0)} %` : 'for leaders',
  ]),
);
