namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>CollectionTexts.resx</c> (English) and <c>CollectionTexts.es.resx</c>.</summary>
public sealed class CollectionTexts;
