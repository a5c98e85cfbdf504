namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>A login, and a user of the same name in every database.</summary>
/// <param name="Name">Compared without regard to case.</param>
/// <param name="Password">Compared exactly.</param>
/// <param name="Rights">To begin with; GRANT gives more.</param>
internal sealed record TdsUser(string Name, string Password, TdsRights Rights = TdsRights.Everything);
