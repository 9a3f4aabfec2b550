import { EvidenceFile } from '../../../shared/partners/applications.ts';
import { LARGEST_FILE, NewFile } from '../../../shared/partners/files.ts';
import { PartnerFace } from '../../../shared/partners/partners.ts';
import { bufferOf } from '../../db/bytes.ts';
import { handIn, readFile } from '../../partners/evidence-actions.ts';
import { PICTURES } from '../../partners/file-kinds.ts';
import { LARGEST_LOGO, readLogo, removeLogo, setLogo } from '../../partners/logo.ts';
import { Download, open, Picture, type Route, signedIn } from '../route.ts';

/** Files that are handed in for applications, and partners' logos. */
export const partnerFileRoutes: Route[] = [
  signedIn(
    'POST',
    '/me/evidence',
    {
      summary: 'Hand in a file, to attach it to an application: a picture (PNG, JPEG, WebP), PDF or plain text',
      query: NewFile,
      upload: LARGEST_FILE,
      answer: EvidenceFile,
      status: 201,
      limit: 'upload',
    },
    ({ viewer, query, content }) => handIn(viewer, query.name, content),
  ),
  signedIn(
    'GET',
    '/evidence/:id',
    { summary: 'A file that was handed in, to keep', file: ['application/octet-stream'] },
    async ({ viewer, params }) => {
      const { name, content } = await readFile(viewer, params.id);
      return new Download(name, 'application/octet-stream', [bufferOf(content)]);
    },
  ),
  signedIn(
    'PUT',
    '/partners/:slug/logo',
    {
      summary: 'Give a partner a picture (PNG, JPEG, WebP) in the place of the one it has (its managers)',
      upload: LARGEST_LOGO,
      answer: PartnerFace,
      limit: 'upload',
    },
    ({ viewer, params, content }) => setLogo(viewer, params.slug, content),
  ),
  signedIn(
    'DELETE',
    '/partners/:slug/logo',
    { summary: 'Take a partner’s picture away (its managers)', answer: PartnerFace },
    ({ viewer, params }) => removeLogo(viewer, params.slug),
  ),
  open(
    'GET',
    '/partners/:slug/logo/:id',
    { summary: 'A partner’s picture', file: PICTURES },
    async ({ params }) => new Picture(await readLogo(params.slug, params.id)),
  ),
];
