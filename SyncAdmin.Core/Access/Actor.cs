namespace SyncAdmin.Core.Access;

/// <summary>Who did something: kept with jobs and in the audit log.</summary>
/// <param name="Kind"><c>user</c>, <c>key</c>, <c>schedule</c> or <c>system</c>.</param>
/// <param name="Id">Stable id within the kind.</param>
/// <param name="Name">For people.</param>
/// <param name="Role">What the actor may do.</param>
public sealed record Actor(string Kind, string Id, string Name, Role Role)
{
    /// <summary>The application itself.</summary>
    public static Actor System { get; } = new("system", "system", "SyncAdmin", Role.Admin);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Name}";
}
