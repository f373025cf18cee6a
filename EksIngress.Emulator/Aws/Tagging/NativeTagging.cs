namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>Tags a resource by its own service's operation, with the permission that it asks for and the errors that it has.</summary>
/// <param name="catalog">Looked up when used: the catalog knows the service that this is a part of.</param>
internal sealed class NativeTagging(Func<AwsServiceCatalog> catalog, AccessControl access)
{
    /// <summary>Makes the call for the caller of <paramref name="call"/>.</summary>
    /// <param name="native">Null for a resource that no emulated service tags.</param>
    /// <returns>Null when it is done, else why it failed.</returns>
    public async ValueTask<AwsException?> FindFailureAsync(AwsCall call, TagTarget target, NativeTagCall? native, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(call, target, native, cancellationToken);
            return null;
        }
        catch (AwsException refused)
        {
            return refused;
        }
    }

    private async ValueTask RunAsync(AwsCall call, TagTarget target, NativeTagCall? native, CancellationToken cancellationToken)
    {
        if (native is null || catalog().Find(native.Service) is not { } routes || routes.FindByAction(native.Operation) is not { } operation)
        {
            throw TaggingErrors.InvalidParameter($"No emulated service tags resources of the kind of {target.Arn}.");
        }

        if (target.AccountId != call.AccountId || call.Region != (target.Region.Length > 0 ? target.Region : TagTarget.GlobalRegion))
        {
            throw TaggingErrors.InvalidParameter($"{target.Arn} is not a resource of account {call.AccountId} in {call.Region}.");
        }

        var (request, caller) = (call.Http ?? throw Unsigned(), call.ResolvedCaller ?? throw Unsigned());
        var own = new AwsCall
        {
            Parameters = new AwsParameters(native.Parameters),
            Body = native.Body,
            Caller = call.Caller,
            ResolvedCaller = caller,
            Region = call.Region,
            AccountId = call.AccountId,
            RequestId = call.RequestId,
            Http = request,
        };
        var questions = operation.Access(own).ToList();
        foreach (var question in questions)
        {
            access.Demand(request, routes.Service.Protocol, call.Region, caller, question);
        }

        if (!questions.Exists(question => question.Resource == target.Arn))
        {
            // A name or id that there is, below a kind or path that it is not in.
            throw TaggingErrors.InvalidParameter($"{target.Arn} does not exist.");
        }

        await operation.Handle(own, cancellationToken);
    }

    private static InvalidOperationException Unsigned() => new("A call that tags resources reached its handler unsigned.");
}
