namespace SyncAdmin.Core.Errors;

/// <summary>What sort of failure a <see cref="Problem"/> is; the App maps it to one HTTP status.</summary>
public enum ProblemKind
{
    /// <summary>The request is understood and wrong (422).</summary>
    Invalid,

    /// <summary>No such thing (404).</summary>
    NotFound,

    /// <summary>The state of the thing forbids it now (409).</summary>
    Conflict,

    /// <summary>Nobody knows who calls (401).</summary>
    Unauthenticated,

    /// <summary>The caller may not (403).</summary>
    Forbidden,

    /// <summary>Too large (413).</summary>
    TooLarge,

    /// <summary>Of a kind that is not taken (415).</summary>
    WrongType,

    /// <summary>A system outside does not answer or refuses (503).</summary>
    Unavailable,

    /// <summary>A system outside answered with an error (502).</summary>
    External,

    /// <summary>A bug of ours (500).</summary>
    Unexpected,
}
