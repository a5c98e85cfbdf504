namespace SyncAdmin.Core.Access;

/// <summary>What an endpoint or a page asks for. <see cref="Policy"/> says which role has which.</summary>
public enum Permission
{
    /// <summary>Search a collection.</summary>
    Search,

    /// <summary>Look at datasources (without secrets), collections, jobs, errors, queues with their messages, health details.</summary>
    Look,

    /// <summary>Start, cancel, resume, retry, decide; pause queues, replay and delete messages.</summary>
    Run,

    /// <summary>Make, change and delete datasources and collections; connect with credentials.</summary>
    Configure,

    /// <summary>API keys and the audit log.</summary>
    Administer,
}
