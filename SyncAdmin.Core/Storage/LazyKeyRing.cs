using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// Opens the key ring when it is first used. A host constructs Data Protection before it validates options, and a wrong setting must be
/// reported together with all the others.
/// </summary>
internal sealed class LazyKeyRing(Func<IXmlRepository> open) : IXmlRepository
{
    private readonly Lazy<IXmlRepository> _ring = new(open);

    public IReadOnlyCollection<XElement> GetAllElements() => _ring.Value.GetAllElements();

    public void StoreElement(XElement element, string friendlyName) => _ring.Value.StoreElement(element, friendlyName);
}
