namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>ElementTexts.resx</c> (English) and <c>ElementTexts.es.resx</c>.</summary>
public sealed class ElementTexts;
