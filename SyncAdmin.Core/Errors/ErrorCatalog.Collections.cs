namespace SyncAdmin.Core.Errors;

/// <summary>Collections, 2100 to 2199.</summary>
public static partial class ErrorCatalog
{
    /// <summary>No collection of that name.</summary>
    public static readonly ErrorDefinition CollectionNotFound = new(
        "SYNC-2101", ProblemKind.NotFound, "Collection not found", "Use one of the collections that exist, or sync a datasource into this one: it is made on first use.");

    /// <summary>A name that a store or a file system would refuse, or that is ours.</summary>
    public static readonly ErrorDefinition CollectionNameInvalid = new(
        "SYNC-2102", ProblemKind.Invalid, "Collection name is not valid",
        "Use 1 to 200 bytes without blanks, control characters and / \\ < > : \" | ? *, not starting with a full stop and not ending with __v and a number.");

    /// <summary>Made already.</summary>
    public static readonly ErrorDefinition CollectionExists = new(
        "SYNC-2103", ProblemKind.Conflict, "Collection exists already", "Use it as it is, or choose another name.");

    /// <summary>Vectors of two models can't be compared.</summary>
    public static readonly ErrorDefinition CollectionOfAnotherModel = new(
        "SYNC-2104", ProblemKind.Conflict, "Collection belongs to another embedding model",
        "Configure the model that made the collection, or sync into a collection of another name, or delete this one and run a full sync.");

    /// <summary>A datasource feeds it.</summary>
    public static readonly ErrorDefinition CollectionInUse = new(
        "SYNC-2105", ProblemKind.Conflict, "A datasource feeds this collection", "Delete these datasources or give them another collection first, or delete with force.");

    /// <summary>Known to us, not to the store.</summary>
    public static readonly ErrorDefinition CollectionMissingInStore = new(
        "SYNC-2106", ProblemKind.NotFound, "The vector store has lost this collection", "Run a full sync of the datasources that feed it: it is made anew.");

    /// <summary>Somebody else's collection or alias has the name.</summary>
    public static readonly ErrorDefinition CollectionNameForeign = new(
        "SYNC-2107", ProblemKind.Conflict, "The vector store has a collection or alias of this name that is not ours", "Choose another name, or remove that one from the vector store.");

    /// <summary>A size or parameter out of range.</summary>
    public static readonly ErrorDefinition CollectionSpecInvalid = new(
        "SYNC-2108", ProblemKind.Invalid, "Collection can't be made like this", "Change the value that is named to one within its range.");

    /// <summary>The physical collection was replaced behind our back.</summary>
    public static readonly ErrorDefinition CollectionShapeDiffers = new(
        "SYNC-2109", ProblemKind.Conflict, "The vector store's collection differs from what was made", "Delete the collection and run a full sync of the datasources that feed it.");
}
