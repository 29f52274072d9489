/** The definitions that columns of reports name. */
type Names = {
  calls:
    | 'offered'
    | 'answered'
    | 'abandonedInGreeting'
    | 'abandonedInQueue'
    | 'crisis'
    | 'callback'
    | 'voicemail'
    | 'otherwise'
    | 'answeredShare'
    | 'serviceLevel'
    | 'averageWait'
    | 'averageTalk';
  promises: 'made' | 'keptOnTime' | 'keptLate' | 'lapsed' | 'stopped' | 'open' | 'keptShare';
  texts: 'opened' | 'answered' | 'unanswered' | 'open' | 'answeredShare' | 'averageAnswer';
  heard: 'asked' | 'heard' | 'notHeard' | 'heardShare';
  hours: 'onShift' | 'needed' | 'covered' | 'coverShare' | 'occupancy' | 'fairness';
};

export type DefinitionKey = { [Figures in keyof Names]: `${Figures}.${Names[Figures]}` }[keyof Names];
