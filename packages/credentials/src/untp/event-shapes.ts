import type { Shapes } from './shape.ts';

/** What UNTP 0.7.0 (as synchronised in April 2026) asks of traceability events. */
export const EVENT_SHAPES: Shapes = {
  DigitalTraceabilityEvent: {
    fields: {
      type: { list: 'text', holds: ['DigitalTraceabilityEvent', 'VerifiableCredential'] },
      '@context!': {
        list: 'text',
        starts: [
          'https://www.w3.org/ns/credentials/v2',
          'https://vocabulary.uncefact.org/untp/0.7.0/context/',
        ],
        unique: true,
      },
      'id!': 'uri',
      'issuer!': '@CredentialIssuer',
      'validFrom!': 'instant',
      validUntil: 'instant',
      'name!': 'text',
      credentialStatus: '@BitstringStatusListEntry',
      renderTemplate2024: '@RenderTemplate2024',
      'credentialSubject!': { list: '@LifecycleEvent' },
    },
  },
  CredentialIssuer: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['CredentialIssuer'] },
      'id!': 'uri',
      'name!': 'text',
      issuerAlsoKnownAs: {
        list: {
          fields: {
            type: { list: 'text', holds: ['Party'] },
            'id!': 'uri',
            'name!': 'text',
            registeredId: 'text',
          },
        },
      },
    },
  },
  BitstringStatusListEntry: {
    closed: true,
    fields: {
      'type!': { oneOfTexts: ['BitstringStatusListEntry'] },
      id: 'uri',
      'statusPurpose!': { oneOfTexts: ['refresh', 'revocation', 'suspension', 'message'] },
      'statusListIndex!': { number: 'integer', from: 0 },
      'statusListCredential!': 'uri',
    },
  },
  RenderTemplate2024: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['RenderTemplate2024'] },
      name: 'text',
      mediaQuery: 'text',
      template: 'text',
      url: 'uri',
      mediaType: 'text',
      digestMultibase: 'text',
    },
  },
  LifecycleEvent: { oneOf: ['@MakeEvent', '@MoveEvent', '@ModifyEvent'] },
  MakeEvent: {
    fields: {
      type: { list: 'text', holds: ['MakeEvent', 'LifecycleEvent'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'eventDate!': 'instant',
      sensorData: { list: '@SensorData' },
      relatedDocument: { list: '@Link' },
      'activityType!': '@Classification',
      relatedParty: { list: '@PartyRole' },
      'inputProduct!': { list: '@EventProduct' },
      'outputProduct!': { list: '@EventProduct' },
      'madeAtFacility!': {
        fields: { type: { list: 'text', holds: ['Facility'] }, 'id!': 'uri', 'name!': 'text' },
      },
    },
  },
  SensorData: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['SensorData'] },
      'metric!': {
        fields: { type: { list: 'text', holds: ['PerformanceMetric'] }, 'id!': 'uri', 'name!': 'text' },
      },
      'measure!': { list: '@Measure' },
      rawData: { list: '@Link' },
      sensor: { fields: { type: { list: 'text', holds: ['Product'] }, 'id!': 'uri', 'name!': 'text' } },
      geoLocation: '@Coordinate',
    },
  },
  Measure: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Measure'] },
      'value!': 'number',
      upperTolerance: 'number',
      lowerTolerance: 'number',
      'unit!': 'text',
    },
  },
  Link: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Link'] },
      'linkURL!': 'uri',
      'linkName!': 'text',
      digestMultibase: 'text',
      mediaType: 'text',
      linkType: 'text',
    },
  },
  Coordinate: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Coordinate'] },
      'latitude!': { number: 'number', from: -90, to: 90 },
      'longitude!': { number: 'number', from: -180, to: 180 },
    },
  },
  Classification: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Classification'] },
      'code!': 'text',
      'name!': 'text',
      definition: 'text',
      'schemeId!': 'uri',
      'schemeName!': 'text',
    },
  },
  PartyRole: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['PartyRole'] },
      'role!': {
        oneOfTexts: [
          'owner',
          'producer',
          'manufacturer',
          'processor',
          'remanufacturer',
          'recycler',
          'operator',
          'serviceProvider',
          'inspector',
          'certifier',
          'logisticsProvider',
          'carrier',
          'consignor',
          'consignee',
          'importer',
          'exporter',
          'distributor',
          'retailer',
          'brandOwner',
          'regulator',
        ],
      },
      'party!': '@Party',
    },
  },
  Party: {
    fields: {
      type: { list: 'text', holds: ['Party'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      registeredId: 'text',
      idScheme: {
        fields: { type: { list: 'text', holds: ['IdentifierScheme'] }, 'id!': 'uri', 'name!': 'text' },
      },
      registrationCountry: '@Country',
      partyAddress: '@Address',
      organisationWebsite: 'uri',
      industryCategory: { list: '@Classification' },
      partyAlsoKnownAs: {
        list: {
          fields: {
            type: { list: 'text', holds: ['Party'] },
            'id!': 'uri',
            'name!': 'text',
            registeredId: 'text',
          },
        },
      },
    },
  },
  Country: {
    closed: true,
    fields: { type: { list: 'text', holds: ['Country'] }, 'countryCode!': 'text', countryName: 'text' },
  },
  Address: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Address'] },
      'streetAddress!': 'text',
      'postalCode!': 'text',
      'addressLocality!': 'text',
      'addressRegion!': 'text',
      'addressCountry!': '@Country',
    },
  },
  EventProduct: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['EventProduct'] },
      'product!': {
        fields: {
          type: { list: 'text', holds: ['Product'] },
          'id!': 'uri',
          'name!': 'text',
          'idGranularity!': { oneOfTexts: ['model', 'batch', 'item'] },
          modelNumber: 'text',
          batchNumber: 'text',
          itemNumber: 'text',
        },
      },
      quantity: '@Measure',
      disposition: {
        oneOfTexts: [
          'new',
          'inTransit',
          'active',
          'repaired',
          'recalled',
          'expired',
          'consumed',
          'recycled',
          'disposed',
        ],
      },
    },
  },
  MoveEvent: {
    fields: {
      type: { list: 'text', holds: ['MoveEvent', 'LifecycleEvent'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'eventDate!': 'instant',
      sensorData: { list: '@SensorData' },
      relatedDocument: { list: '@Link' },
      'activityType!': '@Classification',
      relatedParty: { list: '@PartyRole' },
      'movedProduct!': { list: '@EventProduct' },
      'fromFacility!': {
        fields: { type: { list: 'text', holds: ['Facility'] }, 'id!': 'uri', 'name!': 'text' },
      },
      'toFacility!': {
        fields: { type: { list: 'text', holds: ['Facility'] }, 'id!': 'uri', 'name!': 'text' },
      },
      consignmentId: 'uri',
    },
  },
  ModifyEvent: {
    fields: {
      type: { list: 'text', holds: ['ModifyEvent', 'LifecycleEvent'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'eventDate!': 'instant',
      sensorData: { list: '@SensorData' },
      relatedDocument: { list: '@Link' },
      'activityType!': '@Classification',
      relatedParty: { list: '@PartyRole' },
      'modifiedProduct!': { list: '@EventProduct' },
      'modifiedAtFacility!': {
        fields: { type: { list: 'text', holds: ['Facility'] }, 'id!': 'uri', 'name!': 'text' },
      },
    },
  },
};
