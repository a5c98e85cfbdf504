using System.Text;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

public sealed class SyncPayloadTests
{
    private static readonly SyncMembers Members =
        new(new Guid("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"), "k\"1", "código", new RecordHash(1), new RecordHash(UInt128.MaxValue), long.MaxValue);

    [Fact]
    public void Sync_stands_first() =>
        Assert.Equal(
            """{"_sync":{"datasource":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","key":"k\"1","code":"código","textHash":"00000000000000000000000000000001","payloadHash":"ffffffffffffffffffffffffffffffff","fence":9223372036854775807},"a":1}""",
            Text(SyncPayload.Combine("""{"a":1}"""u8, Members)));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":{"_sync":1},"b":[1,2]}""")]
    public void Strip_gives_the_payload_back_and_read_the_members(string payload)
    {
        var combined = SyncPayload.Combine(Encoding.UTF8.GetBytes(payload), Members);

        Assert.Equal(payload, Text(SyncPayload.Strip(combined)));
        Assert.Equal(Members, SyncPayload.Read(combined));
    }

    [Theory]
    [InlineData("""{ "a": 1, "_sync": {"x":[1]}, "b": 2 }""", """{ "a": 1, "b": 2 }""")]
    [InlineData("""{ "a": 1, "_sync": 5 }""", """{ "a": 1}""")]
    [InlineData("""{ "_sync": 5 }""", "{}")]
    [InlineData("""{"a":{"_sync":1}}""", """{"a":{"_sync":1}}""")]
    [InlineData("{}", "{}")]
    public void Strip_finds_sync_wherever_a_store_puts_it(string payload, string stripped) =>
        Assert.Equal(stripped, Text(SyncPayload.Strip(Encoding.UTF8.GetBytes(payload))));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"_sync":5}""")]
    [InlineData("""{"_sync":{"datasource":"x","key":"1"}}""")]
    public void A_payload_that_is_not_ours_has_no_members(string payload) => Assert.Null(SyncPayload.Read(Encoding.UTF8.GetBytes(payload)));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
