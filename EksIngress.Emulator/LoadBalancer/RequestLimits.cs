using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What an ALB takes of a request.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html</remarks>
internal static class RequestLimits
{
    /// <summary>Bytes of the request line.</summary>
    public const int MaxRequestLine = 16 * 1024;

    /// <summary>Bytes of one header line.</summary>
    public const int MaxHeader = 16 * 1024;

    /// <summary>Bytes of all headers.</summary>
    public const int MaxHeaders = 64 * 1024;

    private const int MaxForwardedAddresses = 30;

    /// <summary>Status code for a head that is over a limit before it is whole; 0 while it is not.</summary>
    public static int FindFault(in HeadScanner scanner, int length)
    {
        // A line may still end with a carriage return.
        if (length - scanner.LineStart > MaxHeader + 1)
        {
            return scanner.Lines == 0 ? StatusCodes.Status414UriTooLong : StatusCodes.Status400BadRequest;
        }

        return length > MaxRequestLine + MaxHeaders + 2 ? StatusCodes.Status400BadRequest : 0;
    }

    /// <summary>Status code for a request that no rule gets to see; 0 when it is fine.</summary>
    public static int FindFault(RequestHead head)
    {
        if (head.MajorVersion == 2 && FindFaultOfSize(head) is not 0 and var size)
        {
            return size;
        }

        if (head.Method.SequenceEqual("TRACE"u8))
        {
            return StatusCodes.Status405MethodNotAllowed;
        }

        // Authority and asterisk forms name no path to route by.
        var target = head.Target;
        if (head.Method.SequenceEqual("CONNECT"u8) || (target[0] != '/' && target.IndexOf("://"u8) <= 0))
        {
            return StatusCodes.Status400BadRequest;
        }

        return CountForwardedAddresses(head) > MaxForwardedAddresses ? 463 : 0;
    }

    // What came as text was measured when it was read.
    private static int FindFaultOfSize(RequestHead head)
    {
        if (head.Target.Length > MaxRequestLine)
        {
            return StatusCodes.Status414UriTooLong;
        }

        var total = 0;
        foreach (ref readonly var field in head.Fields)
        {
            var length = field.NameLength + field.ValueLength + 2;
            total += length;
            if (length > MaxHeader || total > MaxHeaders)
            {
                return StatusCodes.Status400BadRequest;
            }
        }

        return 0;
    }

    private static int CountForwardedAddresses(RequestHead head)
    {
        var count = 0;
        foreach (ref readonly var field in head.Fields)
        {
            if (field.Kind == HeaderKind.ForwardedFor && field.ValueLength > 0)
            {
                count += head.Value(field).Count((byte)',') + 1;
            }
        }

        return count;
    }
}
