#nullable enable
using System.Collections;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>
/// One operation of the REST-JSON protocol (EKS). Its route names properties of the request:
/// <c>/clusters/{ClusterName}/node-groups?MaxResults&amp;NextToken</c>; what it does not name is the body.
/// </summary>
internal sealed class RestJsonOperation<TResponse> : JsonMessages<TResponse>, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly string _method;
    private readonly string _path;
    private readonly string[] _pathMembers;
    private readonly string[] _queryMembers;

    internal RestJsonOperation(AwsService service, string method, string route, params Type[] errors)
        : base(service, errors)
    {
        _method = method;
        var parts = route.Split('?');
        _path = parts[0];
        _pathMembers = [.. _path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];
        _queryMembers = parts.Length > 1 ? parts[1].Split('&') : [];
    }

    internal InvokeOptions Options => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var request = new DefaultRequest(input, Service.Name) { HttpMethod = _method, ResourcePath = _path };
        request.Headers["x-amz-api-version"] = Service.ApiVersion;
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

    private object GetRequired(Shape shape, string name, object input)
    {
        var value = shape.GetMember(name).FindValue(input);
        return value is null or ""
            ? throw (AmazonServiceException)Activator.CreateInstance(
                Service.ExceptionType, $"Request object does not have required field {name} set")!
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
}
