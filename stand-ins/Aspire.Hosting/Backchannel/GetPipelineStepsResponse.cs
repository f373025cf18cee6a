namespace Aspire.Hosting.Backchannel;

/// <param name="Steps">In the order in which they would run.</param>
internal sealed record GetPipelineStepsResponse(PipelineStepInfo[] Steps);
