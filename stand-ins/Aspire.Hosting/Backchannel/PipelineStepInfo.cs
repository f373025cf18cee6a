namespace Aspire.Hosting.Backchannel;

internal sealed record PipelineStepInfo(string Name, string? Description, string[] DependsOn, string[] Tags, string? ResourceName);
