namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What an ALB takes of a request.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html</remarks>
internal static class RequestLimits
{
    private const int MaxRequestLine = 16 * 1024;
    private const int MaxHeader = 16 * 1024;
    private const int MaxHeaders = 64 * 1024;
    private const int MaxForwardedAddresses = 30;

    /// <summary>What the web server lets through: more than is allowed, so that the refusal is the load balancer's own.</summary>
    public const int ServerRequestLine = 2 * MaxRequestLine;

    /// <inheritdoc cref="ServerRequestLine"/>
    public const int ServerHeaders = 2 * MaxHeaders;

    /// <summary>Status code of the refusal; null when the request is fine.</summary>
    public static int? FindFault(HttpRequest request, string rawTarget)
    {
        // Method, target and " HTTP/1.1" with two spaces.
        if (request.Method.Length + rawTarget.Length + 10 > MaxRequestLine)
        {
            return StatusCodes.Status414UriTooLong;
        }

        var total = 0;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                var length = name.Length + (value?.Length ?? 0) + 2;
                total += length;
                if (length > MaxHeader)
                {
                    return StatusCodes.Status400BadRequest;
                }
            }
        }

        if (total > MaxHeaders)
        {
            return StatusCodes.Status400BadRequest;
        }

        if (HttpMethods.IsTrace(request.Method))
        {
            return StatusCodes.Status405MethodNotAllowed;
        }

        // Authority and asterisk forms name no path to route by.
        if (HttpMethods.IsConnect(request.Method) || rawTarget == "*")
        {
            return StatusCodes.Status400BadRequest;
        }

        return CountForwardedAddresses(request) > MaxForwardedAddresses ? 463 : null;
    }

    private static int CountForwardedAddresses(HttpRequest request)
    {
        var count = 0;
        foreach (var value in request.Headers["X-Forwarded-For"])
        {
            count += value is { Length: > 0 } ? value.AsSpan().Count(',') + 1 : 0;
        }

        return count;
    }
}
