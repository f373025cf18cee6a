using EksIngress.Emulator.LoadBalancer.Desync;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>
/// Reads a request head, for example <c>GET /a HTTP/1.1\r\nHost: b\r\n\r\n</c>, and says how far it is from what every server would read
/// the same way.
/// </summary>
/// <remarks>
/// Classes and reasons: https://github.com/aws/http-desync-guardian/blob/master/docs/README.md. What they leave open is decided here: line
/// folding, a header line without a colon, a request without a version or without Host are refused with 400 in every mode, and a body
/// whose end is not certain is never passed on.
/// </remarks>
internal static class RequestHeadParser
{
    private const int BadRequest = StatusCodes.Status400BadRequest;

    public static void Parse(RequestHead head, ReadOnlySpan<byte> bytes, in HeadScanner scanner)
    {
        ParseRequestLine(head, bytes, scanner.Line(0));
        if (bytes.Length - scanner.Line(0).End > RequestLimits.MaxHeaders)
        {
            head.Refuse(BadRequest, RequestClass.Compliant, RequestReason.Compliant);
        }

        var framing = new RequestFraming();
        for (var line = 1; line < scanner.Lines && head.Fault == 0; line++)
        {
            ParseHeader(head, bytes, scanner.Line(line), ref framing);
        }

        if (bytes.Length < 2 || bytes[^2] != '\r')
        {
            head.Note(RequestClass.Acceptable, RequestReason.NonCrLfLineTermination);
        }

        if (head.Fault == 0)
        {
            framing.Decide(head);
        }
    }

    private static int ContentEnd(RequestHead head, ReadOnlySpan<byte> bytes, (int Start, int End) line)
    {
        if (line.End > line.Start && bytes[line.End - 1] == '\r')
        {
            return line.End - 1;
        }

        head.Note(RequestClass.Acceptable, RequestReason.NonCrLfLineTermination);
        return line.End;
    }

    private static void ParseRequestLine(RequestHead head, ReadOnlySpan<byte> bytes, (int Start, int End) line)
    {
        var end = ContentEnd(head, bytes, line);
        if (end - line.Start > RequestLimits.MaxRequestLine)
        {
            head.Refuse(StatusCodes.Status414UriTooLong, RequestClass.Compliant, RequestReason.Compliant);
            return;
        }

        var text = bytes[line.Start..end];
        if (text[^1] == ' ')
        {
            head.Note(RequestClass.Acceptable, RequestReason.NonCompliantVersion);
            text = text.TrimEnd((byte)' ');
        }

        var space = text.IndexOf((byte)' ');
        var method = space < 0 ? text : text[..space];
        if (method.IsEmpty || method.ContainsAnyExcept(HttpCharacters.Token))
        {
            head.Refuse(BadRequest, RequestClass.Severe, RequestReason.BadMethod);
            return;
        }

        var versionStart = text.LastIndexOf((byte)' ') + 1;
        if (space < 0)
        {
            head.Refuse(BadRequest, RequestClass.Ambiguous, RequestReason.MissingUri);
            return;
        }

        if (versionStart == space + 1)
        {
            // HTTP/0.9, or a target that was left out.
            var isVersion = text[versionStart..].StartsWith("HTTP/"u8);
            head.Refuse(
                BadRequest,
                isVersion ? RequestClass.Ambiguous : RequestClass.Acceptable,
                isVersion ? RequestReason.MissingUri : RequestReason.NonCompliantVersion);
            return;
        }

        ParseVersion(head, text[versionStart..]);
        var target = text[(space + 1)..(versionStart - 1)];
        if (target.IsEmpty || target[^1] == ' ' || target[0] == ' ')
        {
            head.Note(RequestClass.Acceptable, RequestReason.NonCompliantVersion);
            target = target.Trim((byte)' ');
        }

        ReadTarget(head, target);
        var targetStart = line.Start + space + 1 + text[(space + 1)..].IndexOf(target);
        head.SetRequestLine((line.Start, method.Length), (targetStart, target.Length));
    }

    private static void ReadTarget(RequestHead head, ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty)
        {
            head.Refuse(BadRequest, RequestClass.Ambiguous, RequestReason.MissingUri);
        }
        else if (target.ContainsAny(HttpCharacters.NullOrReturn))
        {
            head.Refuse(BadRequest, RequestClass.Severe, RequestReason.BadUri);
        }
        else if (target.ContainsAnyExcept(HttpCharacters.Visible))
        {
            if (target.ContainsAny(HttpCharacters.Control))
            {
                head.Note(RequestClass.Ambiguous, RequestReason.AmbiguousUri);
            }
            else if (target.Contains((byte)' '))
            {
                head.Note(RequestClass.Acceptable, RequestReason.SpaceInUri);
            }
        }
    }

    private static void ParseVersion(RequestHead head, ReadOnlySpan<byte> version)
    {
        if (version.SequenceEqual("HTTP/1.1"u8))
        {
            return;
        }

        if (version.Length != 8 || !version.StartsWith("HTTP/"u8) || version[6] != '.' || !char.IsAsciiDigit((char)version[5]) || !char.IsAsciiDigit((char)version[7]))
        {
            head.Refuse(BadRequest, RequestClass.Severe, RequestReason.BadVersion);
        }
        else if (version[5] != '1')
        {
            head.Refuse(StatusCodes.Status505HttpVersionNotsupported, RequestClass.Severe, RequestReason.BadVersion);
        }
        else if (version[7] == '0')
        {
            head.MinorVersion = 0;
        }
        else
        {
            head.Note(RequestClass.Acceptable, RequestReason.NonCompliantVersion);
        }
    }

    private static void ParseHeader(RequestHead head, ReadOnlySpan<byte> bytes, (int Start, int End) line, ref RequestFraming framing)
    {
        var text = bytes[line.Start..ContentEnd(head, bytes, line)];
        if (text.Length > RequestLimits.MaxHeader)
        {
            head.Refuse(BadRequest, RequestClass.Compliant, RequestReason.Compliant);
            return;
        }

        if (text[0] is (byte)' ' or (byte)'\t')
        {
            if (HttpCharacters.TrimSpace(text).IsEmpty)
            {
                head.Note(RequestClass.Ambiguous, RequestReason.EmptyHeader);
            }
            else
            {
                head.Refuse(BadRequest, RequestClass.Ambiguous, RequestReason.MultilineHeader);
            }

            return;
        }

        var colon = text.IndexOf((byte)':');
        if (colon < 0)
        {
            head.Refuse(BadRequest, RequestClass.Ambiguous, RequestReason.MissingHeaderColon);
            return;
        }

        var name = text[..colon].TrimEnd(" \t"u8);
        if (name.IsEmpty)
        {
            head.Note(RequestClass.Ambiguous, RequestReason.EmptyHeader);
            return;
        }

        var value = HttpCharacters.TrimSpace(text[(colon + 1)..]);
        var field = new HeaderField
        {
            NameStart = line.Start,
            NameLength = name.Length,
            ValueStart = line.Start + text.Length - text[(colon + 1)..].TrimStart(" \t"u8).Length,
            ValueLength = value.Length,
            Kind = KnownHeaders.Find(name),
        };
        CheckCharacters(head, name, value, ref field);
        if (name.Length != colon || field.Kind == HeaderKind.Other)
        {
            if (SuspiciousNames.Contains(name))
            {
                // Ambiguous requests may be routed; nobody behind the load balancer shall read this one as framing.
                head.Note(RequestClass.Ambiguous, RequestReason.SuspiciousHeader);
                field.Kind = HeaderKind.Other;
                field.IsDropped = true;
            }
            else if (name.Length != colon)
            {
                head.Note(RequestClass.Acceptable, RequestReason.NonCompliantHeader);
            }
        }

        if (field.Kind != HeaderKind.Other && !field.IsDropped)
        {
            framing.Read(head, field.Kind, value);
        }

        head.Add(field);
    }

    private static void CheckCharacters(RequestHead head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref HeaderField field)
    {
        var oddName = name.ContainsAnyExcept(HttpCharacters.Token);
        if (!oddName && !value.ContainsAnyExcept(HttpCharacters.Value))
        {
            return;
        }

        if (name.ContainsAny(HttpCharacters.NullOrReturn) || value.ContainsAny(HttpCharacters.NullOrReturn))
        {
            head.Note(RequestClass.Severe, RequestReason.BadHeader);
            field.IsDropped = true;
        }
        else
        {
            head.Note(RequestClass.Acceptable, RequestReason.NonCompliantHeader);
        }
    }
}
