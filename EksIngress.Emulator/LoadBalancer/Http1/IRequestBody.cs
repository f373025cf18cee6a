namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>The body of a request on its way to a target.</summary>
internal interface IRequestBody
{
    /// <summary>All of it was taken; also true for a request without one.</summary>
    bool IsDone { get; }

    /// <summary>Bytes that came from the client.</summary>
    long Received { get; }

    /// <summary>Takes what is there without waiting, in the form that the target gets.</summary>
    void TryMove(HeadWriter to);

    /// <summary>As <see cref="TryMove"/>, and waits until there is something.</summary>
    /// <exception cref="ClientBodyException">It is malformed, or the client stopped sending.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants the rest: <see cref="Stop"/>.</exception>
    ValueTask MoveAsync(HeadWriter to);

    /// <summary>Ends a wait for more.</summary>
    void Stop();
}
