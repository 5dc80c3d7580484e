/** Where a stream is pulled, by the name that the service gives the place, such as ap-singapore. */
export type Region = string;
