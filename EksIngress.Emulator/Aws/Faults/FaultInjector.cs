using System.Diagnostics;
using System.Net;

namespace EksIngress.Emulator.Aws.Faults;

/// <summary>Makes operations suffer what the plan declares.</summary>
internal sealed partial class FaultInjector(FaultPlan plan, TimeProvider time, ILogger<FaultInjector> logger)
{
    /// <summary>The operation with its faults; the policies have been asked before.</summary>
    public AwsOperation Around(IAwsService service, AwsOperation operation) => operation with
    {
        Handle = (call, cancellationToken) => plan.Take(service.SigningName, operation.Name) is { } fault
            ? SufferAsync(service, operation, fault, call, cancellationToken)
            : operation.Handle(call, cancellationToken),
    };

    private async ValueTask<AwsResult> SufferAsync(IAwsService service, AwsOperation operation, FaultRule fault, AwsCall call, CancellationToken cancellationToken)
    {
        LogFault(service.SigningName, operation.Name, fault.Kind, call.RequestId);
        Activity.Current?.SetTag("eksingress.fault", fault.Kind.ToString());
        switch (fault.Kind)
        {
            case FaultKind.Error:
                throw fault.ToException();
            case FaultKind.Throttle:
                throw Throttling(service.Protocol);
            case FaultKind.Delay:
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), time, cancellationToken);
                return await operation.Handle(call, cancellationToken);
            case FaultKind.Drop:
                throw new ConnectionDroppedException();
            case FaultKind.DropResponse:
                _ = await operation.Handle(call, cancellationToken);
                throw new ConnectionDroppedException();
            case FaultKind.StaleRead:
                using (StaleReads.Begin())
                {
                    return await operation.Handle(call, cancellationToken);
                }

            default:
                throw new InvalidOperationException($"{fault.Kind} is no fault of a call.");
        }
    }

    private static AwsException Throttling(AwsProtocol protocol) => protocol switch
    {
        AwsProtocol.Ec2Query => new AwsException("RequestLimitExceeded", "Request limit exceeded.", HttpStatusCode.ServiceUnavailable),
        AwsProtocol.RestJson => new AwsException("TooManyRequestsException", "Too Many Requests", HttpStatusCode.TooManyRequests),
        AwsProtocol.Json => new AwsException("ThrottlingException", "Rate exceeded"),
        _ => new AwsException("Throttling", "Rate exceeded"),
    };

    [LoggerMessage(Level = LogLevel.Information, EventName = "FaultInjected", Message = "{Service}.{Operation} suffers {Kind} (request {RequestId})")]
    private partial void LogFault(string service, string operation, FaultKind kind, string requestId);
}
