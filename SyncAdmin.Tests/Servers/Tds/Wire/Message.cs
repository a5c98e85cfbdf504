namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>What a client sends: the bodies of all packets up to the one that ends it.</summary>
/// <param name="Type">Of its packets.</param>
/// <param name="Body">Without packet headers.</param>
/// <param name="ResetsConnection">The pool hands the connection to its next user: settings and transaction go first.</param>
internal sealed record Message(PacketType Type, byte[] Body, bool ResetsConnection);
