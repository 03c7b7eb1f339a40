import { lot } from './events.ts';

/** A sighting of a lot, as an XML element. */
export function xmlEvent(number: string, more = '', hour = 8): string {
  return `<ObjectEvent><eventTime>2026-07-01T0${hour}:00:00.000+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList/><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><quantityList><quantityElement><epcClass>${lot(number)}</epcClass><quantity>10.50</quantity><uom>KGM</uom></quantityElement></quantityList>${more}</ObjectEvent>`;
}

/** An EPCIS 2.0 document of XML events. */
export function xmlDocument(events: string, declarations = '', body = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" ${declarations} schemaVersion="2.0" creationDate="2026-07-18T00:00:00Z">
<EPCISBody>${body}<EventList>
${events}
</EventList></EPCISBody></epcis:EPCISDocument>`;
}
