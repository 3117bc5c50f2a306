import { useEffect, useRef, useState } from 'react';
import type { Settings } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/inputs/Select.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { PlanEffect } from './PlanEffect.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const kvTypes = [
  { value: 'f16', label: settingsMessages.engineSection.f16 },
  { value: 'q8_0', label: settingsMessages.engineSection.q8_0 },
  { value: 'q4_0', label: settingsMessages.engineSection.q4_0 },
] as const;

const maxTokens = 4_194_304;

/** How much the language engine may remember at a time, and what that takes. */
export function EngineSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  const { enginePoolTokens, engineKvType } = settings;
  const [text, setText] = useState(`${enginePoolTokens}`);
  const tokens = tokensOf(text);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The engine's screen leads here.
    if (window.location.hash === '#engine') top.current?.scrollIntoView();
  }, []);
  return (
    <div ref={top} className="scroll-mt-6">
      <Section title={settingsMessages.engineSection.title}>
        <Row>
          <form
            className="flex items-start gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (tokens !== undefined) change({ enginePoolTokens: tokens });
            }}
          >
            <TextField
              label={settingsMessages.engineSection.poolTokens}
              inputMode="numeric"
              value={text}
              note={settingsMessages.engineSection.poolTokensNote}
              error={
                tokens === undefined
                  ? settingsMessages.engineSection.poolTokensRange(maxTokens)
                  : undefined
              }
              onChange={(event) => setText(event.target.value)}
              className="flex-1"
            />
            <Button
              type="submit"
              className="mt-5"
              disabled={tokens === undefined || tokens === enginePoolTokens}
            >
              {commonMessages.save}
            </Button>
          </form>
        </Row>
        <Row>
          <Select
            label={settingsMessages.engineSection.precision}
            value={engineKvType}
            options={kvTypes}
            onChange={(next) => change({ engineKvType: next })}
            className="max-w-72"
          />
        </Row>
        <Row>
          <PlanEffect poolTokens={tokens ?? enginePoolTokens} kvType={engineKvType} />
          <p className="mt-1 text-small text-ink-3">{settingsMessages.engineSection.restart}</p>
        </Row>
      </Section>
    </div>
  );
}

/** The text as a number of tokens, or undefined when it is none that the setting takes. */
function tokensOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,7}$/.test(trimmed) || Number(trimmed) > maxTokens) return undefined;
  return Number(trimmed);
}
