#nullable enable
using System.Collections;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>
/// One operation of the REST-JSON protocol (EKS). Its route names properties of the request:
/// <c>/clusters/{ClusterName}/node-groups?MaxResults&amp;NextToken</c>; what it does not name is the body.
/// </summary>
internal sealed class RestJsonOperation<TResponse> : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly AwsService _service;
    private readonly string _method;
    private readonly string _path;
    private readonly string[] _pathMembers;
    private readonly string[] _queryMembers;
    private readonly Type[] _errors;

    internal RestJsonOperation(AwsService service, string method, string route, params Type[] errors)
    {
        (_service, _method, _errors) = (service, method, errors);
        var parts = route.Split('?');
        _path = parts[0];
        _pathMembers = [.. _path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];
        _queryMembers = parts.Length > 1 ? parts[1].Split('&') : [];
    }

    internal InvokeOptions Options => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var request = new DefaultRequest(input, _service.Name) { HttpMethod = _method, ResourcePath = _path };
        request.Headers["x-amz-api-version"] = _service.ApiVersion;
        var shape = Shape.Of(input.GetType());
        foreach (var name in _pathMembers)
        {
            request.AddPathResource("{" + name + "}", Values.Format(GetRequired(shape, name, input)));
        }

        foreach (var name in _queryMembers)
        {
            AddQuery(request, shape.GetMember(name), input);
        }

        request.UseQueryString = _queryMembers.Length > 0;
        if (_method is "POST" or "PUT" or "PATCH")
        {
            request.Headers["Content-Type"] = "application/json";
            request.Content = JsonValues.Write(
                input, shape.Members.Where(member => !_pathMembers.Contains(member.PropertyName) && !_queryMembers.Contains(member.PropertyName)));
        }

        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = new TResponse();
        // An answer without content has no JSON at all.
        if (FindDocument(context.Stream) is { } document)
        {
            JsonValues.Fill(response, document);
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(context);
        var body = FindErrorDocument(context.Stream);
        var exception = _service.CreateException(
            new AwsError(
                statusCode,
                ShortCode(Header(context, "x-amzn-ErrorType") ?? JsonValues.FindText(body, "__type", "code")),
                JsonValues.FindText(body, "message", "Message", "errorMessage"),
                ErrorType.Unknown,
                Header(context, "x-amzn-RequestId")),
            _errors,
            innerException);
        if (body is { } error)
        {
            JsonValues.Fill(exception, error);
        }

        return exception;
    }

    private static JsonElement? FindDocument(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        if (buffer.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }

    // What stands between client and service (a proxy, a gateway) answers HTML or nothing; the status is then all we know.
    private static JsonElement? FindErrorDocument(Stream stream)
    {
        try
        {
            return FindDocument(stream);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private object GetRequired(Shape shape, string name, object input)
    {
        var value = shape.GetMember(name).FindValue(input);
        return value is null or ""
            ? throw (AmazonServiceException)Activator.CreateInstance(
                _service.ExceptionType, $"Request object does not have required field {name} set")!
            : value;
    }

    private static void AddQuery(DefaultRequest request, ShapeMember member, object input)
    {
        switch (member.FindValue(input))
        {
            case null:
                break;
            case IList list:
                request.ParameterCollection.Add(member.JsonName, [.. list.Cast<object>().Select(Values.Format)]);
                break;
            case var value:
                request.Parameters.Add(member.JsonName, Values.Format(value));
                break;
        }
    }

    private static string? Header(JsonUnmarshallerContext context, string name) =>
        context.ResponseData.IsHeaderPresent(name) ? context.ResponseData.GetHeaderValue(name) : null;

    // aws.protocoltests#FooError:http://internal.amazon.com/ -> FooError
    private static string? ShortCode(string? code) => code?.Split(':')[0].Split('#')[^1];
}
