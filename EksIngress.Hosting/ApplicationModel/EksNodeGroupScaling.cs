namespace Aspire.Hosting.ApplicationModel;

/// <summary>Numbers of nodes.</summary>
internal sealed record EksNodeGroupScaling(int MinSize, int DesiredSize, int MaxSize);
