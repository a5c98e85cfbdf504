namespace SyncAdmin.Core.Errors;

/// <summary>The vector store, 2001 to 2099.</summary>
public static partial class ErrorCatalog
{
    /// <summary>A collection or alias that is not there.</summary>
    public static readonly ErrorDefinition VectorCollectionNotFound = new(
        "SYNC-2001", ProblemKind.NotFound, "Collection not found in the vector store", "Check the name, or create the collection first.");

    /// <summary>The name is a collection or an alias already.</summary>
    public static readonly ErrorDefinition VectorNameTaken = new(
        "SYNC-2002", ProblemKind.Conflict, "Collection name is taken", "Choose another name, or delete the collection or alias that has it.");

    /// <summary>A vector of another length than the collection's.</summary>
    public static readonly ErrorDefinition VectorSizeMismatch = new(
        "SYNC-2003", ProblemKind.Invalid, "Vector has the wrong size", "Use the embedding model and dimensions that the collection was made for, or re-index the collection.");

    /// <summary>No room on the disk that holds the vectors.</summary>
    public static readonly ErrorDefinition VectorDiskFull = new(
        "SYNC-2004", ProblemKind.Unavailable, "Disk of the vector store is full", "Free space on that disk (or enlarge it) and resume: what was acknowledged is safe, and writing goes on as soon as there is room.");

    /// <summary>Vectors that fail their checksum or are missing from the vector file.</summary>
    public static readonly ErrorDefinition VectorFileDamaged = new(
        "SYNC-2005", ProblemKind.Unavailable, "Vector file is damaged", "Check the disk, then run a full sync of the datasources that feed this collection: it writes the missing points again. If the status stays red after it, re-index the collection.");

    /// <summary>The index file of a collection, or the store's catalogue, can't be read.</summary>
    public static readonly ErrorDefinition VectorIndexDamaged = new(
        "SYNC-2006", ProblemKind.Unavailable, "Index file of the vector store is damaged", "Check the disk, restore the file from a backup, or delete the collection and run a full sync of the datasources that feed it.");

    /// <summary>A filter that is not of Qdrant's form, or uses a part that is not supported.</summary>
    public static readonly ErrorDefinition VectorFilterInvalid = new(
        "SYNC-2007", ProblemKind.Invalid, "Filter is not valid", "Use must, should and must_not with match, match any, range, has_id or a nested filter.");

    /// <summary>A point whose payload or vector can't be stored.</summary>
    public static readonly ErrorDefinition VectorPointInvalid = new(
        "SYNC-2008", ProblemKind.Invalid, "Point is not valid", "Send a JSON object as payload and finite numbers as vector.");

    /// <summary>A search, scroll or collection asked for with a value out of range.</summary>
    public static readonly ErrorDefinition VectorRequestInvalid = new(
        "SYNC-2009", ProblemKind.Invalid, "Request to the vector store is not valid", "Change the value that is named to one within its range.");

    /// <summary>Another process has the vector directory open.</summary>
    public static readonly ErrorDefinition VectorDirectoryInUse = new(
        "SYNC-2010", ProblemKind.Conflict, "Vector directory is in use", "Stop the other process that uses this data directory, or give this one a data directory of its own.");

    /// <summary>The vector directory can't be read or written, for a reason other than room.</summary>
    public static readonly ErrorDefinition VectorDiskFailed = new(
        "SYNC-2011", ProblemKind.Unavailable, "Disk of the vector store fails", "Check that the data directory exists, may be written by this process, and that the disk is healthy; then resume.");
}
