// The server sees the rooms whole, not only what the library shows.
@_exported import PeruseCore
