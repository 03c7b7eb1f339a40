/** Namespace of the Core Business Vocabulary's web URIs. */
export const CBV = 'https://ref.gs1.org/cbv/';
/** Namespace of the GS1 Web Vocabulary since context 2.0.1; 2.0.0 said `https://gs1.org/voc/`. */
export const GS1_VOC = 'https://ref.gs1.org/voc/';

/** A list of standard words: what stands before a word in its web URI and in its older URN. */
export interface Vocabulary {
  readonly webPrefix: string;
  /** Absent when the words never had a URN. */
  readonly urnPrefix?: string;
  readonly words: ReadonlySet<string>;
  /** Web URI by word. */
  readonly uris: ReadonlyMap<string, string>;
}

function vocabulary(webPrefix: string, urnPrefix: string | undefined, words: string): Vocabulary {
  const set = new Set(words.trim().split(/\s+/));
  const uris = new Map([...set].map(word => [word, webPrefix + word]));
  const list = { webPrefix, words: set, uris };
  return urnPrefix === undefined ? list : { ...list, urnPrefix };
}

/** 业务步骤 (CBV 2.0, 7.1). */
export const BIZ_STEPS = vocabulary(
  `${CBV}BizStep-`,
  'urn:epcglobal:cbv:bizstep:',
  `accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
   decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
   installing killing loading other packing picking receiving removing repackaging repairing replacing reserving
   retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
   unloading unpacking void_shipping`,
);

/** 处置状态 (CBV 2.0, 7.2). */
export const DISPOSITIONS = vocabulary(
  `${CBV}Disp-`,
  'urn:epcglobal:cbv:disp:',
  `active available completeness_inferred completeness_verified conformant container_closed container_open damaged
   destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
   mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed
   recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown`,
);

/** 业务单据类型 (CBV 2.0, 7.3). */
export const BIZ_TRANSACTION_TYPES = vocabulary(
  `${CBV}BTT-`,
  'urn:epcglobal:cbv:btt:',
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
);

/** 来源与去向类型 (CBV 2.0, 7.4). */
export const SOURCE_DESTINATION_TYPES = vocabulary(
  `${CBV}SDT-`,
  'urn:epcglobal:cbv:sdt:',
  'location owning_party possessing_party',
);

/** 更正原因 (CBV 2.0, 7.5). */
export const ERROR_REASONS = vocabulary(`${CBV}ER-`, 'urn:epcglobal:cbv:er:', 'did_not_occur incorrect_data');

/** 传感器分量 (CBV 2.0, 7.6). */
export const COMPONENTS = vocabulary(
  `${CBV}Comp-`,
  'urn:epcglobal:cbv:comp:',
  `altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle
   spherical_radius x y z`,
);

/** 传感器报警 (GS1 Web Vocabulary, SensorAlertType). */
export const SENSOR_ALERTS = vocabulary(GS1_VOC, undefined, 'ALARM_CONDITION ERROR_CONDITION');

/** 测量类型 (GS1 Web Vocabulary, MeasurementType). */
export const MEASUREMENT_TYPES = vocabulary(
  GS1_VOC,
  undefined,
  `AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
   AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance
   Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
   ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
   Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
   LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
   MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux
   RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed
   SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
   VolumetricFlux Wavenumber`,
);

const WITH_URN = [
  BIZ_STEPS,
  DISPOSITIONS,
  BIZ_TRANSACTION_TYPES,
  SOURCE_DESTINATION_TYPES,
  ERROR_REASONS,
  COMPONENTS,
] as const;

/**
 * The web URI of a CBV URN (`urn:epcglobal:cbv:bizstep:receiving` → `https://ref.gs1.org/cbv/BizStep-receiving`);
 * any other text unchanged, also the URNs that name business documents (`urn:epcglobal:cbv:bt:…`).
 */
export function webUriOfUrn(text: string): string {
  if (!text.startsWith('urn:epcglobal:cbv:')) return text;
  for (const each of WITH_URN) {
    const prefix = each.urnPrefix as string;
    if (text.startsWith(prefix)) return each.webPrefix + text.slice(prefix.length);
  }
  return text;
}

/** The older URN of a word's web URI, as EPCIS 1.2 XML has it; any other text unchanged. */
export function urnOfWebUri(text: string): string {
  if (!text.startsWith(CBV)) return text;
  for (const each of WITH_URN) {
    if (text.startsWith(each.webPrefix))
      return (each.urnPrefix as string) + text.slice(each.webPrefix.length);
  }
  return text;
}

/** The bare word of a standard web URI or URN of this list, as EPCIS 2.0 JSON has it; other texts unchanged. */
export function bareWordOf(list: Vocabulary, text: string): string {
  const web = webUriOfUrn(text);
  if (!web.startsWith(list.webPrefix)) return text;
  const word = web.slice(list.webPrefix.length);
  return list.words.has(word) ? word : text;
}
