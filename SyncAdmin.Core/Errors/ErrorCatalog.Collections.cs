namespace SyncAdmin.Core.Errors;

/// <summary>Collections, 2070 to 2089 and 2100 to 2199.</summary>
public static partial class ErrorCatalog
{
    /// <summary>A catalogue that a newer program has written.</summary>
    public static readonly ErrorDefinition VectorCatalogueNewer = new(
        "SYNC-2070", ProblemKind.Unavailable, "Catalogue of the vector store is of a newer version",
        "Start the version of SyncAdmin that wrote it, or restore the data directory from a backup of before the upgrade.");

    /// <summary>The name repeated to confirm a deletion is another one.</summary>
    public static readonly ErrorDefinition CollectionConfirmationDiffers = new(
        "SYNC-2071", ProblemKind.Invalid, "The confirmation names another collection",
        "Repeat the collection's name exactly.");

    /// <summary>An adopted collection whose points are of a model that nobody named.</summary>
    public static readonly ErrorDefinition CollectionModelUnknown = new(
        "SYNC-2072", ProblemKind.Conflict, "Nobody has said which embedding model made these points",
        "State the model (PUT /api/collections/{name}/model): vectors of different models can't be compared, and a search over both finds what does not belong together.");

    /// <summary>Deleted by force under a running sync.</summary>
    public static readonly ErrorDefinition CollectionDeletedMeanwhile = new(
        "SYNC-2073", ProblemKind.Conflict, "The collection was deleted while it was synced",
        "Give the datasource another collection, or start its sync again: it makes the collection anew.");

    /// <summary>A list that does not wait for a store.</summary>
    public static readonly ErrorDefinition VectorStoreSlow = new(
        "SYNC-2074", ProblemKind.Unavailable, "The vector store did not answer in time",
        "Look again in a moment; if it stays so, check the vector store's health.");

    /// <summary>A point asked for by something that is no UUID.</summary>
    public static readonly ErrorDefinition PointIdInvalid = new(
        "SYNC-2075", ProblemKind.Invalid, "Point id is not a UUID",
        "Give the UUID of a point; points with integer ids, which adopted collections may hold, can't be shown here.");

    /// <summary>No point of that id.</summary>
    public static readonly ErrorDefinition PointNotFound = new(
        "SYNC-2076", ProblemKind.NotFound, "Point not found",
        "Check the id; the record may have been deleted from its source.");

    /// <summary>An index on the engine's own member.</summary>
    public static readonly ErrorDefinition PayloadIndexOwn = new(
        "SYNC-2077", ProblemKind.Conflict, "This payload index is SyncAdmin's own",
        "Leave it as it is: search by code and counts by datasource need it.");

    /// <summary>A field that is not indexed.</summary>
    public static readonly ErrorDefinition PayloadIndexNotFound = new(
        "SYNC-2078", ProblemKind.NotFound, "Payload index not found",
        "Use one of the indexed fields that the collection's info lists.");

    /// <summary>A field or schema that no store knows.</summary>
    public static readonly ErrorDefinition PayloadIndexInvalid = new(
        "SYNC-2079", ProblemKind.Invalid, "Payload index can't be made like this",
        "Give a field like brand or sizes[].width, and one of the schemas keyword, integer, float, bool, datetime, uuid, text.");

    /// <summary>A name that is something else already.</summary>
    public static readonly ErrorDefinition AliasTaken = new(
        "SYNC-2080", ProblemKind.Conflict, "Alias is taken",
        "Choose another alias; the detail says what has this one.");

    /// <summary>Not an alias of this collection.</summary>
    public static readonly ErrorDefinition AliasNotFound = new(
        "SYNC-2081", ProblemKind.NotFound, "Alias not found",
        "Use one of the aliases that the collection's info lists; a collection's own name stays as long as it does.");

    /// <summary>A collection that the engine could not work with.</summary>
    public static readonly ErrorDefinition CollectionNotAdoptable = new(
        "SYNC-2082", ProblemKind.Conflict, "This collection can't be adopted",
        "Sync into a collection of SyncAdmin's own instead; a collection with one unnamed dense vector a point, UUIDs as ids and no owner can be adopted.");

    /// <summary>Another model stated after points were written.</summary>
    public static readonly ErrorDefinition CollectionModelSettled = new(
        "SYNC-2083", ProblemKind.Conflict, "The collection holds points of its model already",
        "Sync into a collection of another name, or delete this one and run a full sync.");

    /// <summary>A page of points asked for with a value out of range.</summary>
    public static readonly ErrorDefinition PointQueryInvalid = new(
        "SYNC-2084", ProblemKind.Invalid, "Points can't be listed like this",
        "Change the value that is named to one within its range.");

    /// <summary>A sync writes into it.</summary>
    public static readonly ErrorDefinition CollectionBusy = new(
        "SYNC-2085", ProblemKind.Conflict, "A sync job is writing into this collection",
        "Cancel the job and wait for its end, or delete it nevertheless (force=true): then the job fails.");

    /// <summary>An alias used where a collection is meant.</summary>
    public static readonly ErrorDefinition CollectionNameIsAlias = new(
        "SYNC-2086", ProblemKind.Conflict, "This name is an alias of another collection",
        "Use the collection's own name, or remove the alias first.");

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
        "Re-index the collection for the configured model (POST /api/collections/{name}/reindex), or configure the model that made it, or sync into a collection of another name.");

    /// <summary>A datasource feeds it.</summary>
    public static readonly ErrorDefinition CollectionInUse = new(
        "SYNC-2105", ProblemKind.Conflict, "A datasource feeds this collection", "Delete these datasources or give them another collection first, or delete it nevertheless (force=true).");

    /// <summary>Known to us, not to the store.</summary>
    public static readonly ErrorDefinition CollectionMissingInStore = new(
        "SYNC-2106", ProblemKind.NotFound, "The vector store has lost this collection", "Run a full sync of the datasources that feed it: it is made anew.");

    /// <summary>Somebody else's collection or alias has the name.</summary>
    public static readonly ErrorDefinition CollectionNameForeign = new(
        "SYNC-2107", ProblemKind.Conflict, "The vector store has a collection or alias of this name that is not ours", "Choose another name, adopt that collection (POST /api/collections/adopt), or remove it from the vector store.");

    /// <summary>A size or parameter out of range.</summary>
    public static readonly ErrorDefinition CollectionSpecInvalid = new(
        "SYNC-2108", ProblemKind.Invalid, "Collection can't be made like this", "Change the value that is named to one within its range.");

    /// <summary>A re-index has moved the name while a job ran; the job goes on with the new physical collection.</summary>
    public static readonly ErrorDefinition CollectionMovedMeanwhile = new(
        "SYNC-2110", ProblemKind.Conflict, "The collection was re-indexed while it was synced", "Nothing needs to be done: the job goes on with the new physical collection.");

    /// <summary>An open re-index stands in the way.</summary>
    public static readonly ErrorDefinition CollectionBeingReindexed = new(
        "SYNC-2111", ProblemKind.Conflict, "The collection is being re-indexed", "Wait until the re-index is done, or abandon it (DELETE /api/collections/{name}/reindex).");

    /// <summary>Nothing feeds it, or it needs another name.</summary>
    public static readonly ErrorDefinition CollectionNotReindexable = new(
        "SYNC-2112", ProblemKind.Conflict, "This collection can't be re-indexed like this", "The detail says what is missing.");

    /// <summary>Nothing to abandon, to go on with or to roll back.</summary>
    public static readonly ErrorDefinition ReindexNotFound = new(
        "SYNC-2113", ProblemKind.NotFound, "There is no such re-index", "Look at GET /api/collections/{name}/reindex: it tells what the newest one has come to.");

    /// <summary>The configuration has changed since it was begun.</summary>
    public static readonly ErrorDefinition ReindexOfAnotherModel = new(
        "SYNC-2114", ProblemKind.Conflict, "The re-index is for another embedding model", "Configure the model that it was begun for, or abandon it and begin again.");

    /// <summary>Too late to abandon.</summary>
    public static readonly ErrorDefinition ReindexSwitching = new(
        "SYNC-2115", ProblemKind.Conflict, "The re-index is switching already", "Let it finish (resume its job if that has failed); then roll it back.");

    /// <summary>The physical collection was replaced behind our back.</summary>
    public static readonly ErrorDefinition CollectionShapeDiffers = new(
        "SYNC-2109", ProblemKind.Conflict, "The vector store's collection differs from what was made", "Delete the collection and run a full sync of the datasources that feed it.");
}
