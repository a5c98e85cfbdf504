namespace SyncAdmin.App.Queues;

/// <summary>Which message of a list comes first.</summary>
internal enum MessageOrder
{
    /// <summary>The last one sent.</summary>
    Newest,

    /// <summary>The first one sent.</summary>
    Oldest,
}
