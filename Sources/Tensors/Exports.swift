// Two types of the ground floor stand in this room's own interface.
@_exported import class Platform.MappedFile
@_exported import class Platform.WorkerPool
