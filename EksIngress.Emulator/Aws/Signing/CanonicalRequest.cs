using System.Buffers;
using System.Text;

namespace EksIngress.Emulator.Aws.Signing;

/// <summary>The form of a request that its signature covers, in bytes.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html</remarks>
internal static class CanonicalRequest
{
    // What stays as it is when a path is encoded once more.
    private static readonly SearchValues<char> PlainInPath = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <param name="bodyHash">Of the payload, in hexadecimal digits.</param>
    public static void Write(IBufferWriter<byte> writer, AwsHttpRequest request, RequestSignature signature, ReadOnlySpan<char> bodyHash)
    {
        Line(writer, request.Method);
        // Every service but S3 signs the path encoded once more than it is sent.
        Line(writer, request.RawPath switch
        {
            "" => "/",
            var path when !path.AsSpan().ContainsAnyExcept(PlainInPath) => path,
            var path => UrlEncoding.Encode(path, keepSlash: true),
        });
        WriteQuery(writer, request.RawQuery);
        foreach (var name in signature.SignedHeaders)
        {
            Text(writer, name);
            Text(writer, ":");
            WriteHeader(writer, request.Headers[name]);
        }

        Line(writer, "");
        for (var i = 0; i < signature.SignedHeaders.Count; i++)
        {
            Text(writer, i == 0 ? "" : ";");
            Text(writer, signature.SignedHeaders[i]);
        }

        Line(writer, "");
        Text(writer, bodyHash);
    }

    private static void WriteQuery(IBufferWriter<byte> writer, string rawQuery)
    {
        if (rawQuery.Length > 0)
        {
            var pairs = UrlEncoding.Pairs(rawQuery, plusIsSpace: false)
                .Where(pair => pair.Name != "X-Amz-Signature")
                .Select(pair => (Name: UrlEncoding.Encode(pair.Name), Value: UrlEncoding.Encode(pair.Value)))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal);
            var separator = "";
            foreach (var (name, value) in pairs)
            {
                Text(writer, separator);
                Text(writer, name);
                Text(writer, "=");
                Text(writer, value);
                separator = "&";
            }
        }

        Line(writer, "");
    }

    // Spaces around the value go, and several inside it become one.
    private static void WriteHeader(IBufferWriter<byte> writer, ReadOnlySpan<char> value)
    {
        value = value.Trim(' ');
        for (var twice = value.IndexOf("  "); twice >= 0; twice = value.IndexOf("  "))
        {
            Text(writer, value[..(twice + 1)]);
            value = value[twice..].TrimStart(' ');
        }

        Line(writer, value);
    }

    private static void Line(IBufferWriter<byte> writer, ReadOnlySpan<char> text)
    {
        Text(writer, text);
        writer.Write("\n"u8);
    }

    private static void Text(IBufferWriter<byte> writer, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, writer);
}
