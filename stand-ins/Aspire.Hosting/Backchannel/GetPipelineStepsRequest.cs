namespace Aspire.Hosting.Backchannel;

/// <param name="Step">Leaves out what this step does not need; null keeps all.</param>
internal sealed record GetPipelineStepsRequest(string? Step);
