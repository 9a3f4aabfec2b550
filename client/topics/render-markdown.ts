import createPurifier from 'dompurify';
import MarkdownIt from 'markdown-it';
import { strings } from '../strings.ts';

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });

// A picture from elsewhere would tell its host who reads what and when: it becomes a link that one may follow.
parser.renderer.rules.image = (tokens, index) => {
  const token = tokens[index]!;
  const href = parser.utils.escapeHtml(String(token.attrGet('src') ?? ''));
  return `<a href="${href}">${parser.utils.escapeHtml(strings.posts.image(token.content))}</a>`;
};

const purifier = createPurifier(window);

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  node.setAttribute('rel', 'nofollow noopener noreferrer');
  if (!node.getAttribute('href')?.startsWith('/')) node.setAttribute('target', '_blank');
});

const ALLOWED_TAGS =
  'p br hr em strong s code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 table thead tbody tr th td'.split(' ');

/** Markdown as HTML that is safe to show. */
export function renderMarkdown(text: string): string {
  return purifier.sanitize(parser.render(text), { ALLOWED_TAGS, ALLOWED_ATTR: ['href', 'title', 'start'] });
}
