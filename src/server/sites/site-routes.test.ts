import { HEADER } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('the template', (site) => {
  test('is a workbook for those without the add-in', async () => {
    const answer = await site().call('GET', '/template.xlsx?program=id&caseworker=id&programDates=true');
    expect(answer.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const { readXlsx } = await import('hucre/xlsx');
    const { sheets } = await readXlsx(answer.rawPayload);
    expect(sheets[0]?.rows[1]).toEqual(HEADER);
  });

  test('with unknown picks is refused', async () => {
    expect((await site().call('GET', '/template.xlsx?program=maybe')).json()).toMatchObject({ status: 400, code: 'invalid' });
  });
});
