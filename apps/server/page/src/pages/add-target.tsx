import { call, type Target } from '../api.ts';
import { useTexts } from '../locale.ts';
import { Field, Form } from '../parts/form.tsx';
import { Title } from '../parts/title.tsx';
import { go } from '../router.ts';
import { wordsIn } from './target.tsx';

const texts = {
  en: { title: 'Add a target', entry: 'Address', hint: 'A URL, a host, or host:port. What the command line takes is taken here.', name: 'Name', nameHint: 'Left empty: the address.', tags: 'Tags', tagsHint: 'Separated by commas.', interval: 'Interval, in seconds', button: 'Watch it' },
  'zh-CN': { title: '添加目标', entry: '地址', hint: 'URL、主机名或 主机:端口，与命令行的写法相同。', name: '名称', nameHint: '留空则使用地址。', tags: '标签', tagsHint: '以逗号分隔。', interval: '间隔（秒）', button: '开始监测' },
};

/** Takes what a person would type on the command line, and looks at once. */
export function AddTarget() {
  const text = useTexts(texts);
  return (
    <div class="narrow">
      <Title text={text.title} />
      <Form button={text.button} sent={async ({ entry = '', label = '', tags, interval }) => {
        const words = wordsIn(tags);
        const target = await call<Target>('POST', '/targets', { entry: entry.trim(), intervalMs: Math.round(Number(interval) * 1_000), ...(label.trim() === '' ? {} : { label: label.trim() }), ...(words.length === 0 ? {} : { tags: words }) });
        // The schedule spreads first looks over the interval; nobody waits for that. What comes of it arrives as an event.
        void call('POST', `/targets/${encodeURIComponent(target.id)}/run`).catch(() => undefined);
        go(`/targets/${encodeURIComponent(target.id)}`);
      }}>
        <Field label={text.entry} name="entry" required placeholder="https://your-service.example/" hint={text.hint} />
        <Field label={text.name} name="label" hint={text.nameHint} />
        <Field label={text.tags} name="tags" hint={text.tagsHint} />
        <Field label={text.interval} name="interval" type="number" value="60" required />
      </Form>
    </div>
  );
}
