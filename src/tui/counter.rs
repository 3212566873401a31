//! The counter: figures and long lists, counted beside the screen.
//!
//! Each count ends as soon as another one is asked for. What is counted, and how, [`Count::run`] says.

use super::{Event, errands::TELL_INTERVAL};
use crate::{
    app::{Msg, counting::Count},
    collection::Collection,
};
use std::{
    ops::ControlFlow,
    sync::mpsc::{Receiver, Sender, TryRecvError},
    time::Instant,
};

/// Counts what is asked for, the newest first and alone.
pub fn serve(collection: &Collection, asked: &Receiver<Box<Count>>, events: &Sender<Event>) {
    let mut next = None;
    // The end means that nobody asks any more.
    while let Ok(count) = next.take().map_or_else(|| asked.recv(), Ok) {
        let mut told = Instant::now();
        let answer = count.run(collection, &mut |percent| {
            match asked.try_recv() {
                Ok(newer) => {
                    next = Some(newer);
                    return ControlFlow::Break(());
                }
                Err(TryRecvError::Disconnected) => return ControlFlow::Break(()),
                Err(TryRecvError::Empty) => {}
            }
            if told.elapsed() >= TELL_INTERVAL {
                told = Instant::now();
                let _ = events.send(Event::App(Msg::Counting(count.number, percent)));
            }
            ControlFlow::Continue(())
        });
        if let Some(answer) = answer {
            let counted = Msg::Counted(count.number, Box::new(answer));
            let _ = events.send(Event::App(counted));
        }
    }
}
