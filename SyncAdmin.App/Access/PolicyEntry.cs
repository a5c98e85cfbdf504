using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Access;

/// <summary>Who may call an endpoint.</summary>
/// <param name="Method">HTTP method, or <c>*</c> for all that the endpoint takes.</param>
/// <param name="Pattern">Route pattern, exactly as it is mapped.</param>
/// <param name="Permission">What the caller must have; null: anybody.</param>
internal sealed record PolicyEntry(string Method, string Pattern, Permission? Permission);
