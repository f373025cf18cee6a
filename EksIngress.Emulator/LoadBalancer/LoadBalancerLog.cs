namespace EksIngress.Emulator.LoadBalancer;

internal static partial class LoadBalancerLog
{
    [LoggerMessage(EventId = 10, EventName = "ForwardFailed", Level = LogLevel.Warning, Message = "{LoadBalancer}: {Target} failed the request: {Failure}. {Detail}")]
    public static partial void ForwardFailed(ILogger logger, string loadBalancer, string target, string failure, string? detail);

    [LoggerMessage(EventId = 11, EventName = "ListenerOpened", Level = LogLevel.Information, Message = "Listener {ListenerArn} of port {Port} listens on 127.0.0.1:{LocalPort}")]
    public static partial void ListenerOpened(ILogger logger, string listenerArn, int port, int localPort);

    [LoggerMessage(EventId = 12, EventName = "ListenerClosed", Level = LogLevel.Information, Message = "Listener {ListenerArn} closed 127.0.0.1:{LocalPort}")]
    public static partial void ListenerClosed(ILogger logger, string listenerArn, int localPort);
}
