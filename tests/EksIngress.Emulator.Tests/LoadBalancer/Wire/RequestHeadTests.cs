using System.Buffers;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>How request heads are read and classified, without a connection.</summary>
public sealed class RequestHeadTests
{
    private const string Host = "Host: a\r\n";

    public static TheoryData<string, string, int> Heads => new()
    {
        // Compliant.
        { $"GET / HTTP/1.1\r\n{Host}\r\n", "Compliant/Compliant", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 5\r\n\r\n", "Compliant/Compliant", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n", "Compliant/Compliant", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: Chunked\r\n\r\n", "Compliant/Compliant", 0 },
        { $"BREW /pot HTTP/1.1\r\n{Host}\r\n", "Compliant/Compliant", 0 },
        { "GET / HTTP/1.0\r\n\r\n", "Compliant/Compliant", 0 },
        { $"\r\n\r\nGET / HTTP/1.1\r\n{Host}\r\n", "Compliant/Compliant", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X-Empty:\r\n\r\n", "Compliant/Compliant", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X: a\tb\r\n\r\n", "Compliant/Compliant", 0 },
        // Only the first Host counts; several are no matter of framing.
        { $"GET / HTTP/1.1\r\n{Host}Host: b\r\n\r\n", "Compliant/Compliant", 0 },

        // Acceptable.
        { $"GET / HTTP/1.1\r\n{Host}X: \u00e9\r\n\r\n", "Acceptable/NonCompliantHeader", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X: a\u0001b\r\n\r\n", "Acceptable/NonCompliantHeader", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X : a\r\n\r\n", "Acceptable/NonCompliantHeader", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X(y): a\r\n\r\n", "Acceptable/NonCompliantHeader", 0 },
        { $"GET /a b HTTP/1.1\r\n{Host}\r\n", "Acceptable/SpaceInUri", 0 },
        { $"GET / HTTP/1.2\r\n{Host}\r\n", "Acceptable/NonCompliantVersion", 0 },
        { $"GET /  HTTP/1.1\r\n{Host}\r\n", "Acceptable/NonCompliantVersion", 0 },
        { $"GET / HTTP/1.1 \r\n{Host}\r\n", "Acceptable/NonCompliantVersion", 0 },
        { $"GET / HTTP/1.1\r\n{Host}Content-Length: 0\r\n\r\n", "Acceptable/GetHeadZeroContentLength", 0 },
        { $"HEAD / HTTP/1.1\r\n{Host}Content-Length: 0\r\n\r\n", "Acceptable/GetHeadZeroContentLength", 0 },
        { "GET / HTTP/1.1\nHost: a\r\n\r\n", "Acceptable/NonCrLfLineTermination", 0 },
        { "GET / HTTP/1.1\r\nHost: a\n\r\n", "Acceptable/NonCrLfLineTermination", 0 },
        { "GET / HTTP/1.1\r\nHost: a\r\n\n", "Acceptable/NonCrLfLineTermination", 0 },
        { "GET /\r\n\r\n", "Acceptable/NonCompliantVersion", 400 },

        // Ambiguous.
        { $"GET / HTTP/1.1\r\n{Host}: a\r\n\r\n", "Ambiguous/EmptyHeader", 0 },
        { $"GET / HTTP/1.1\r\n{Host}  \r\n\r\n", "Ambiguous/EmptyHeader", 0 },
        { $"GET /\u0001 HTTP/1.1\r\n{Host}\r\n", "Ambiguous/AmbiguousUri", 0 },
        { $"GET / HTTP/1.1\r\n{Host}Content-Length: 5\r\n\r\n", "Ambiguous/UndefinedContentLengthSemantics", 0 },
        { $"GET / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n", "Ambiguous/UndefinedTransferEncodingSemantics", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 5\r\nContent-Length: 5\r\n\r\n", "Ambiguous/DuplicateContentLength", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "Ambiguous/BothTeClPresent", 0 },
        { $"POST / HTTP/1.0\r\n{Host}Transfer-Encoding: chunked\r\n\r\n", "Ambiguous/UndefinedTransferEncodingSemantics", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer_Encoding: chunked\r\n\r\n", "Ambiguous/SuspiciousHeader", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding : chunked\r\n\r\n", "Ambiguous/SuspiciousHeader", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length\t: 5\r\n\r\n", "Ambiguous/SuspiciousHeader", 0 },
        { $"POST / HTTP/1.1\r\n{Host}\u0001Transfer-Encoding: chunked\r\n\r\n", "Ambiguous/SuspiciousHeader", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encod\u00c4\u00b1ng: chunked\r\n\r\n", "Ambiguous/SuspiciousHeader", 0 },
        { $"POST / HTTP/1.1\r\n{Host}ContentLength: 5\r\n\r\n", "Ambiguous/SuspiciousHeader", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X: a\r\n folded\r\n\r\n", "Ambiguous/MultilineHeader", 400 },
        { $"GET / HTTP/1.1\r\n{Host}Transfer-Encoding:\r\n chunked\r\n\r\n", "Severe/BadTransferEncoding", 501 },
        { $"GET / HTTP/1.1\r\n{Host}no colon\r\n\r\n", "Ambiguous/MissingHeaderColon", 400 },
        { "GET HTTP/1.1\r\n\r\n", "Ambiguous/MissingUri", 400 },
        { "GET\r\n\r\n", "Ambiguous/MissingUri", 400 },

        // Severe.
        { $"GET / HTTP/1.1\r\n{Host}X: a\0b\r\n\r\n", "Severe/BadHeader", 0 },
        { $"GET / HTTP/1.1\r\n{Host}X: a\rb\r\n\r\n", "Severe/BadHeader", 0 },
        { $"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "Severe/BadHeader", 400 },
        { $"GET /\0 HTTP/1.1\r\n{Host}\r\n", "Severe/BadUri", 400 },
        { $"GET /\r HTTP/1.1\r\n{Host}\r\n", "Severe/BadUri", 400 },
        { $"GET / HTTP/x.1\r\n{Host}\r\n", "Severe/BadVersion", 400 },
        { $"GET / HTTQ/1.1\r\n{Host}\r\n", "Severe/BadVersion", 400 },
        { $"GET / HTTP/2.0\r\n{Host}\r\n", "Severe/BadVersion", 505 },
        { $"GET / HTTP/0.9\r\n{Host}\r\n", "Severe/BadVersion", 505 },
        { $"G@T / HTTP/1.1\r\n{Host}\r\n", "Severe/BadMethod", 400 },
        { $" GET / HTTP/1.1\r\n{Host}\r\n", "Severe/BadMethod", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 5\r\nContent-Length: 6\r\n\r\n", "Severe/MultipleContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: -5\r\n\r\n", "Severe/BadContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: +5\r\n\r\n", "Severe/BadContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 5, 5\r\n\r\n", "Severe/BadContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 0x5\r\n\r\n", "Severe/BadContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length:\r\n\r\n", "Severe/BadContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Content-Length: 99999999999999999999\r\n\r\n", "Severe/BadContentLength", 400 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "Severe/MultipleTransferEncodingChunked", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked, chunked\r\n\r\n", "Severe/MultipleTransferEncodingChunked", 0 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: xchunked\r\n\r\n", "Severe/BadTransferEncoding", 501 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: gzip, chunked\r\n\r\n", "Severe/BadTransferEncoding", 501 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: \u000bchunked\r\n\r\n", "Severe/BadTransferEncoding", 501 },
        { $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n", "Severe/BadTransferEncoding", 400 },

        // Not a matter of classes.
        { "GET / HTTP/1.1\r\n\r\n", "Compliant/Compliant", 400 },
        { "GET /" + new string('a', 16 * 1024) + " HTTP/1.1\r\n" + Host + "\r\n", "Compliant/Compliant", 414 },
        { $"GET / HTTP/1.1\r\n{Host}X: " + new string('a', 16 * 1024) + "\r\n\r\n", "Compliant/Compliant", 400 },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public void Append_WholeHead_IsClassified(string text, string classification, int fault)
    {
        var head = Read(text, text.Length);

        Assert.Equal(classification, $"{head.Class}/{head.Reason}");
        Assert.Equal(fault, head.Fault);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Append_ByteByByte_IsTheSame(string text, string classification, int fault)
    {
        var head = Read(text, 1);

        Assert.Equal(classification, $"{head.Class}/{head.Reason}");
        Assert.Equal(fault, head.Fault);
    }

    [Fact]
    public void Append_RequestLineOfExactly16K_IsTaken()
    {
        var target = "/" + new string('a', (16 * 1024) - "GET / HTTP/1.1".Length);

        var head = Read($"GET {target} HTTP/1.1\r\n{Host}\r\n", 1000);

        Assert.Equal(0, head.Fault);
        Assert.Equal(target, Encoding.Latin1.GetString(head.Target));
    }

    [Theory]
    [InlineData(16 * 1024, 0)]
    [InlineData((16 * 1024) + 1, 400)]
    public void Append_HeaderAtTheLimit_IsTakenAndRefusedOneByteLater(int length, int fault)
    {
        var head = Read($"GET / HTTP/1.1\r\n{Host}X: {new string('a', length - 3)}\r\n\r\n", 1000);

        Assert.Equal(fault, head.Fault);
    }

    [Fact]
    public void Append_EndlessLine_IsRefusedBeforeItsEnd()
    {
        var head = new RequestHead();

        var isWhole = head.Append(Sequence("GET /" + new string('a', 20 * 1024)), out _);

        Assert.True(isWhole);
        Assert.Equal(414, head.Fault);
    }

    [Fact]
    public void Append_BodyBehindTheHead_IsLeft()
    {
        var head = new RequestHead();
        var text = $"POST / HTTP/1.1\r\n{Host}Content-Length: 5\r\n\r\n";

        Assert.True(head.Append(Sequence(text + "hello"), out var consumed));

        Assert.Equal(text.Length, consumed);
        Assert.Equal(5, head.ContentLength);
    }

    private static RequestHead Read(string text, int step)
    {
        var head = new RequestHead();
        for (var i = 0; i < text.Length; i += step)
        {
            if (head.Append(Sequence(text.Substring(i, Math.Min(step, text.Length - i))), out _))
            {
                return head;
            }
        }

        throw new InvalidOperationException("The head has no end.");
    }

    private static ReadOnlySequence<byte> Sequence(string text) => new(Encoding.Latin1.GetBytes(text));
}
