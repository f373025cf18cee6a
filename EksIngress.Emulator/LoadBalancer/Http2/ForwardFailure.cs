using Yarp.ReverseProxy.Forwarder;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>What a failed exchange with a target of HTTP/2 means to the client.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html</remarks>
internal static class ForwardFailure
{
    /// <summary>400: the client's body did not come as announced. 504: no connection or no answer in time. 502: anything else of the target.</summary>
    public static int StatusCode(ForwarderError error, Exception? exception) => error switch
    {
        ForwarderError.RequestBodyClient => StatusCodes.Status400BadRequest,
        ForwarderError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        _ when IsTimeout(exception) => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>For spans and logs, for example <c>request_timed_out</c>.</summary>
    public static string Name(ForwarderError error) => error switch
    {
        ForwarderError.Request => "target_connection",
        ForwarderError.RequestTimedOut => "target_timeout",
        ForwarderError.RequestCanceled => "request_canceled",
        ForwarderError.RequestBodyClient => "client_body",
        ForwarderError.RequestBodyDestination => "target_body",
        ForwarderError.ResponseBodyClient => "client_response",
        ForwarderError.ResponseBodyDestination => "target_response",
        ForwarderError.ResponseHeaders => "target_response_headers",
        _ => error.ToString(),
    };

    // A connection that is not made in time is reported as a cancellation around this one.
    private static bool IsTimeout(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is TimeoutException)
            {
                return true;
            }
        }

        return false;
    }
}
