using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

public sealed class PointIdTests
{
    [Fact]
    public void The_test_vector_of_rfc_9562_holds() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), PointId.Of(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Fact]
    public void Every_datasource_has_its_own_ids() =>
        Assert.NotEqual(PointId.Of(new Guid(1, 0, 0, new byte[8]), "1"), PointId.Of(new Guid(2, 0, 0, new byte[8]), "1"));

    [Fact]
    public void A_long_key_has_an_id_too() => Assert.Equal(5, PointId.Of(Guid.Empty, new string('ñ', 1024)).Version);
}
